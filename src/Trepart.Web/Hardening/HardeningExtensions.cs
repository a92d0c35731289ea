using System.Net;
using Microsoft.AspNetCore.HostFiltering;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Trepart.Web.Hardening;

/// <summary>Everything that stands between the net and the service's own code. docs/operations.md has the settings.</summary>
public static class HardeningExtensions
{
    /// <summary>
    /// Nothing but our own style sheets, fonts, pictures and the one script, which may ask the service and nobody else, and forms that lead here.
    /// The icons of the style sheets are written in them, as data: pictures cannot act.
    /// </summary>
    public const string ContentSecurityPolicy =
        "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    private const string NothingOfTheMachine =
        "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()";

    public static void AddHardening(this WebApplicationBuilder builder)
    {
        var settings = HardeningSettings.From(builder.Configuration);
        var services = builder.Services;
        services.AddSingleton(settings);
        services.AddSingleton<Assets>();
        services.AddRateLimiter(_ => { });

        // Hosts are looked at by the gate, which answers in the service's own words.
        services.Configure<HostFilteringOptions>(o => o.AllowedHosts = ["*"]);
        services.Configure<ForwardedHeadersOptions>(o =>
        {
            o.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
            o.KnownProxies.Clear();
            o.KnownIPNetworks.Clear();
            foreach (var network in settings.KnownProxies)
                o.KnownIPNetworks.Add(network);
        });
        services.Configure<FormOptions>(o =>
        {
            o.ValueCountLimit = 512; // fifty rows of an evaluation, and room for as much again
            o.KeyLengthLimit = 200;
            o.ValueLengthLimit = 64 * 1024;
            o.MultipartBodyLengthLimit = 256 * 1024;
        });
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            Limit(kestrel.Limits);
        });
    }

    /// <summary>Before everything else, also before what goes wrong is caught: headers and log lines are for every answer.</summary>
    public static void UseHardening(this WebApplication app)
    {
        if (app.Services.GetRequiredService<HardeningSettings>().KnownProxies.Count > 0)
            app.UseForwardedHeaders();
        var speaksTls = !app.Environment.IsDevelopment();
        var log = app.Services.GetRequiredService<ILoggerFactory>().CreateLogger("Trepart.Web");
        app.Use(async (http, next) =>
        {
            // As the answer begins, since an error empties the headers that were set before it.
            http.Response.OnStarting(() =>
            {
                AddHeaders(http, speaksTls);
                return Task.CompletedTask;
            });
            await next(http);
            if (Reference.IsLogged(http.Response.StatusCode) && !OpenInputs.Unnamed.IsAt(http))
                log.LogTurnedDown(Reference.Of(http), http.Response.StatusCode);
        });
        app.UseExceptionHandler();
        app.UseStatusCodePages();
        app.UseMiddleware<Gate>();
        app.UseStaticFiles(new StaticFileOptions { OnPrepareResponse = app.Services.GetRequiredService<Assets>().Prepare });
    }

    private static void AddHeaders(HttpContext http, bool speaksTls)
    {
        var headers = http.Response.Headers;
        headers.ContentSecurityPolicy = ContentSecurityPolicy;
        headers.XContentTypeOptions = "nosniff";

        // Not "no-referrer": then browsers say "null" for where a form stood, and the gate could not tell.
        headers["Referrer-Policy"] = "same-origin";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["Permissions-Policy"] = NothingOfTheMachine;
        if (speaksTls && http.Request.IsHttps && !IsLoopback(http.Request.Host.Host))
            headers.StrictTransportSecurity = "max-age=63072000";
        if (headers.CacheControl.Count == 0)
            headers.CacheControl = "no-store";
    }

    private static void Limit(KestrelServerLimits limits)
    {
        limits.MaxRequestBodySize = 256 * 1024;
        limits.MaxRequestLineSize = 8 * 1024;
        limits.MaxRequestHeadersTotalSize = 32 * 1024;
        limits.MaxRequestHeaderCount = 60;
        limits.RequestHeadersTimeout = TimeSpan.FromSeconds(15);
    }

    /// <summary>Who may list the machine's processes reads their command lines.</summary>
    /// <exception cref="InvalidOperationException">One of them is a secret's name.</exception>
    public static void RefuseSecretsInSight(string[] args)
    {
        if (args.FirstOrDefault(a => Secret.Any(s => a.Split('=')[0].Contains(s, StringComparison.OrdinalIgnoreCase))) is { } seen)
            throw new InvalidOperationException($"{seen.Split('=')[0]} is not given on the command line, where others can read it, but by the environment or in a file.");
    }

    private static readonly string[] Secret = ["ConnectionString", "Key", "Secret", "Password", "Databases"];

    private static bool IsLoopback(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host.Trim('[', ']'), out var ip) && IPAddress.IsLoopback(ip));
}
