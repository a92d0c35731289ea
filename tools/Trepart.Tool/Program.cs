using System.CommandLine;
using Trepart.Tool;

var root = new RootCommand("Sets up, fills and checks an installation of Trepart.")
{
    StateFolder.Option,
    SetupCommand.Create(),
    MigrateCommand.Create(),
    TenantCommand.Create(),
    InviteCommand.Create(),
    ImportCommand.Create(),
    SimulateCommand.Create(),
    PeopleCommand.Create(),
    TokenCommand.Create(),
    VerifyCommand.Create(),
    RebuildCommand.Create(),
    ParkedCommand.Create(),
    UnitCommand.Create(),
    ErasuresCommand.Create(),
};

return await CommandLine.Run(root, args);
