using Trepart.Web;

await (await TrepartHost.Create(args)).RunAsync();
