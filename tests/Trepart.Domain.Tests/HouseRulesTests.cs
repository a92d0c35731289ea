using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace Trepart.Domain.Tests;

public sealed partial class HouseRulesTests
{
    private const BindingFlags Everything =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly;

    private static readonly Assembly Domain = typeof(Matter).Assembly;
    private static readonly Type[] EventFamilies =
        [typeof(MatterEvent), typeof(InputEvent), typeof(ArenaEvent), typeof(SeatEvent), typeof(MandateEvent), typeof(PersonEvent), typeof(RetentionEvent), typeof(SharingEvent),
            typeof(SeriesEvent), typeof(MeetingEvent), typeof(ActionEvent), typeof(InputLinkEvent), typeof(StaffMeetingEvent), typeof(WorkplaceEvent), typeof(UnionEvent), typeof(RulesEvent), typeof(ItemEvent),
            typeof(ReportEvent), typeof(ReportRhythmEvent), typeof(SignalEvent), typeof(ReplyEvent), typeof(ExperienceEvent), typeof(AdoptionEvent), typeof(PoliticalDecisionEvent), typeof(DecisionLinkEvent), typeof(WinEvent),
            typeof(HelpEvent), typeof(ExerciseEvent), typeof(OwnQuestionsEvent), typeof(TrainingEvent), typeof(ParticipationEvent), typeof(GatheringEvent), typeof(PresentationEvent), typeof(TrustEvent),
            typeof(ProcessEvent), typeof(GoalEvent)];

    private static readonly Type[] CommandFamilies =
        [typeof(MatterCommand), typeof(InputCommand), typeof(ArenaCommand), typeof(SeatCommand), typeof(MandateCommand), typeof(PersonCommand), typeof(RetentionCommand), typeof(SharingCommand),
            typeof(SeriesCommand), typeof(MeetingCommand), typeof(ActionCommand), typeof(InputLinkCommand), typeof(StaffMeetingCommand), typeof(WorkplaceCommand), typeof(UnionCommand), typeof(RulesCommand), typeof(ItemCommand),
            typeof(ReportCommand), typeof(ReportRhythmCommand), typeof(SignalCommand), typeof(ReplyCommand), typeof(ExperienceCommand), typeof(AdoptionCommand), typeof(PoliticalDecisionCommand), typeof(DecisionLinkCommand), typeof(WinCommand),
            typeof(HelpCommand), typeof(ExerciseCommand), typeof(OwnQuestionsCommand), typeof(TrainingCommand), typeof(ParticipationCommand), typeof(GatheringCommand), typeof(PresentationCommand), typeof(TrustCommand),
            typeof(ProcessCommand), typeof(GoalCommand)];

    private static IEnumerable<Type> Events => ConcreteOf(EventFamilies);

    private static IEnumerable<FieldInfo> Refusals =>
        Domain.GetExportedTypes()
            .SelectMany(t => t.GetFields(BindingFlags.Public | BindingFlags.Static))
            .Where(f => f.FieldType == typeof(Refusal));

    [Fact]
    public void The_domain_knows_nothing_but_the_language() =>
        Assert.All(Domain.GetReferencedAssemblies(), a => Assert.StartsWith("System.", a.Name));

    [Fact]
    public void What_is_not_meant_to_be_inherited_is_sealed() =>
        Assert.All(Domain.GetTypes().Where(t => t is { IsClass: true, IsAbstract: false }), t => Assert.True(t.IsSealed, t.FullName));

    [Fact]
    public void Every_family_of_events_and_commands_is_known_here()
    {
        var deciders = Domain.GetExportedTypes()
            .SelectMany(t => t.GetInterfaces())
            .Where(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IDecider<,,>))
            .ToArray();

        Assert.Equal(CommandFamilies.OrderBy(t => t.Name), deciders.Select(i => i.GenericTypeArguments[1]).OrderBy(t => t.Name));
        Assert.Equal(EventFamilies.OrderBy(t => t.Name), deciders.Select(i => i.GenericTypeArguments[2]).OrderBy(t => t.Name));
    }

    [Fact]
    public void Every_event_has_one_stored_name() =>
        Assert.Equal(
            Events.OrderBy(t => t.Name, StringComparer.Ordinal),
            EventNames.Types.Values.OrderBy(t => t.Name, StringComparer.Ordinal));

    [Fact]
    public void Every_stored_name_leads_back_to_its_event() =>
        Assert.All(EventNames.Types, t => Assert.Equal(t.Key, EventNames.Names[t.Value]));

    [Fact]
    public void Stored_names_are_snake_case() =>
        Assert.All(EventNames.Types.Keys, name => Assert.Matches(SnakeCase(), name));

    [Fact]
    public void Every_refusal_has_a_code_of_its_own()
    {
        var codes = Refusals.Select(CodeOf).ToArray();

        Assert.Equal(codes.Distinct(), codes);
    }

    [Fact]
    public void Every_refusal_tells_its_aggregate_and_its_reason() =>
        Assert.All(
            Refusals,
            f =>
            {
                Assert.Matches(AggregateAndReason(), CodeOf(f));
                Assert.StartsWith($"{f.DeclaringType!.Name.ToLowerInvariant()}/", CodeOf(f));
            });

    [Fact]
    public void Every_refusal_is_met_by_a_test()
    {
        var met = RefusedWith().Matches(TestSources()).Select(m => m.Groups[1].Value).ToHashSet();

        Assert.All(Refusals.Select(f => $"{f.DeclaringType!.Name}.{f.Name}"), refusal => Assert.Contains(refusal, met));
    }

    [Fact]
    public void Every_command_is_tried_twice()
    {
        var tried = TriedTwice().Matches(TestSources()).Select(m => m.Groups[1].Value).ToHashSet();

        // Some are only asked of another stream, and nothing comes of it.
        Type[] asked = [typeof(PlaceUnder), typeof(WelcomeSeat), typeof(WelcomeWork), typeof(WelcomeItem), typeof(HearReply), typeof(HearAdoption), typeof(HearParticipation), typeof(HearPresentation)];
        Assert.All(ConcreteOf(CommandFamilies).Except(asked).Select(t => t.Name), command => Assert.Contains(command, tried));
    }

    [Fact]
    public void Nothing_is_voted_on_and_nothing_is_decided_formally() =>
        Assert.All(
            Domain.GetTypes().SelectMany(t => t.GetMembers(Everything).Select(m => $"{t.Name}.{m.Name}").Prepend(t.Name)),
            name => Assert.DoesNotMatch(Voting(), name));

    [Fact]
    public void What_people_write_is_words_beside_the_log() =>
        Assert.Equal(
            [
                "ArenaEstablished.Name",
                "ArenaEstablished.Workplace",
                "ArenaRenamed.Name",
                "DecisionRegistered.Body",
                "DecisionRegistered.CaseNumber",
                "HelpSessionPlanned.Place",
                "InvolvementNoted.Organisations",
                "LackNoted.Organisation",
                "MeetingMoved.Place",
                "MeetingPlanned.Place",
                "SeatEstablished.Organisation",
                "SeriesPlanned.Place",
                "UnionNoted.Organisation",
                "WorkplaceRegistered.Name",
                "WorkplaceRenamed.Name",
            ],
            Events.SelectMany(Texts).Order(StringComparer.Ordinal));

    [Fact]
    public void The_rule_about_words_sees_into_lists_and_parts() =>
        Assert.Equal(["Notebook.Pages.Text", "Notebook.Tags"], Texts(typeof(Notebook)).Order(StringComparer.Ordinal));

    private static IEnumerable<Type> ConcreteOf(Type[] families) =>
        Domain.GetTypes().Where(t => !t.IsAbstract && families.Any(f => t.IsAssignableTo(f)));

    private static string CodeOf(FieldInfo refusal) => ((Refusal)refusal.GetValue(null)!).Code;

    /// <summary>The places in an event where a text stands for all time; a reference to words is none.</summary>
    private static IEnumerable<string> Texts(Type type) => Texts(type, type.Name);

    private static IEnumerable<string> Texts(Type type, string path) =>
        type == typeof(string) ? [path]
        : type == typeof(Words) ? []
        : type.IsGenericType ? type.GenericTypeArguments.SelectMany(t => Texts(t, path))
        : type.Namespace == "System" || type.IsEnum ? []
        : type.GetProperties(BindingFlags.Public | BindingFlags.Instance).SelectMany(p => Texts(p.PropertyType, $"{path}.{p.Name}"));

    private static string TestSources([CallerFilePath] string here = "") =>
        string.Join('\n', Directory.GetFiles(Path.GetDirectoryName(here)!, "*Tests.cs").Select(File.ReadAllText));

    [GeneratedRegex("^[a-z]+(_[a-z0-9]+)*$")]
    private static partial Regex SnakeCase();

    [GeneratedRegex("^[a-z]+/[a-z]+(-[a-z]+)*$")]
    private static partial Regex AggregateAndReason();

    [GeneratedRegex(@"\.ThenRefused\((\w+\.\w+)\)")]
    private static partial Regex RefusedWith();

    [GeneratedRegex(@"\.WhenTwice\(new (\w+)\(")]
    private static partial Regex TriedTwice();

    [GeneratedRegex("vote|tally|ballot|vedtak", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Voting();

    private sealed record Notebook(Many<Page> Pages, Many<string> Tags, Words Title, DateOnly? On);

    private sealed record Page(string Text, int Number);
}
