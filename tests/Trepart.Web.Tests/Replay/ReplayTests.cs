using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Trepart.Web.Auditing;
using Trepart.Web.Commands;
using Trepart.Web.Country;
using Trepart.Web.Decisions;
using Trepart.Web.Experiences;
using Trepart.Web.Gatherings;
using Trepart.Web.Goals;
using Trepart.Web.Groups;
using Trepart.Web.Help;
using Trepart.Web.Inputs;
using Trepart.Web.Involvement;
using Trepart.Web.Matters;
using Trepart.Web.Meetings;
using Trepart.Web.OpenInputs;
using Trepart.Web.People;
using Trepart.Web.Reflection;
using Trepart.Web.Reports;
using Trepart.Web.Retention;
using Trepart.Web.Seats;
using Trepart.Web.Signals;
using Trepart.Web.StaffMeetings;
using Trepart.Web.Steering;
using Trepart.Web.Training;
using Trepart.Web.Trust;
using Trepart.Web.Workplaces;
using static Trepart.Tests.TrepartApp;

namespace Trepart.Web.Tests;

/// <summary>
/// A read table holds nothing but what the log says: emptied and made again from the log, every row and column is the same. For all tables of
/// all projections, each projection alone, so that none can lean on another's tables.
/// </summary>
public sealed class ReplayTests(ReplayTests.Lived lived) : IClassFixture<ReplayTests.Lived>
{
    /// <summary>What the store itself keeps of a municipality, and what is kept beside the log; every other table with municipal rows belongs to a projection.</summary>
    private static readonly string[] StoreTables =
    [
        "tenants", "tenant_attributes", "tenant_heads", "mt_streams", "mt_events", "commands", "words", "people", "holdings", "roots", "checkpoints", "parked_streams",
        "access_log", "access_about", "retention_runs", "retention_looks", "tenant_authorities", "identities", "invitations", "web_sessions", "mandate_openings",
        "mail_addresses", "mail_outbox", "mail_choices",
        "calendar_addresses",
        "waiting_room", "waiting_releases", "input_receipts", "steward_notes",
        "follow_up_entries", "seat_interests", "help_openings", "private_answers", "trust_answers", "trust_marks",
    ];

    public static TheoryData<string> Projections => [.. TrepartHost.Projections.Select(p => p.GetType().Name)];

    [Theory]
    [MemberData(nameof(Projections))]
    public async Task Tables_that_are_emptied_and_made_again_from_the_log_are_the_same(string projection) =>
        Assert.Null(await Difference(TrepartHost.Projections.Single(p => p.GetType().Name == projection)));

    [Theory]
    [InlineData("update trials set extensions = extensions + 1", "trials")]
    [InlineData("update matters set touched_on = touched_on - 1 where id = (select id from matters where stage = 'Closed' limit 1)", "matters")]
    [InlineData("update matters set theme = null where id = (select id from matters where theme is not null limit 1)", "matters")]
    [InlineData("delete from seat_holdings where id = (select id from seat_holdings where left_on is not null limit 1)", "seat_holdings")]
    [InlineData("insert into arenas select tenant_id, gen_random_uuid(), kind, name, workplace, established_on from arenas limit 1", "arenas")]
    [InlineData("update inputs set tenant_id = 'vestby' where id = (select id from inputs where tenant_id = 'as' limit 1)", "inputs")]
    public async Task A_row_that_was_changed_by_hand_is_found_and_named(string byHand, string table)
    {
        var found = await Difference(TrepartHost.Projections.Single(p => p.Tables.Contains(table)), byHand);
        Assert.StartsWith($"{table} {{\"", found, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_table_with_a_municipalitys_rows_is_the_stores_or_some_projections() =>
        Assert.Equal(
            StoreTables.Concat(TrepartHost.Projections.SelectMany(p => p.Tables)).Concat(TrepartHost.AsyncProjections.SelectMany(p => p.Tables)).Order(StringComparer.Ordinal),
            (await Databases.Query<string>(
                lived.App.Database,
                """
                select c.relname::text from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id'
                where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
                """)).Order(StringComparer.Ordinal));

    [Fact]
    public async Task What_is_replayed_holds_every_kind_of_event() =>
        Assert.Empty(Domain.EventNames.Types.Keys.Except(
            await Databases.Query<string>(lived.App.Database, "select distinct type::text from mt_events")));

    private Task<string?> Difference(IProjection projection, string? byHand = null) => ReadTables.Difference(Databases.AsSuperuser(lived.App.Database), lived.Log, projection, byHand);

    /// <summary>The demo's stories, and a walk where things happen in unusual orders and are written down late.</summary>
    public sealed class Lived : IAsyncLifetime
    {
        private static readonly Guid Steward = Id(Ås, "seat", "tv-plass");
        private static readonly Guid OtherSteward = Id(Ås, "seat", "tv-to-plass");

        public TrepartApp App { get; } = new();

        public IReadOnlyList<Recorded> Log { get; private set; } = [];

        public async ValueTask InitializeAsync()
        {
            await App.InitializeAsync();
            foreach (var (_, story) in Sources.Under("tools/stories", ".jsonl"))
                await App.Load(story);
            await Walk();
            await Keep();
            await AskForTrust();

            Log = await ReadTables.Log(App.Store, (await Databases.Query<string>(App.Database, "select tenant_id from tenants order by tenant_id")).Select(id => new Tenant(id)));
        }

        public ValueTask DisposeAsync() => App.DisposeAsync();

        private async Task Walk()
        {
            // An input that is answered, read, sent elsewhere, answered again and linked at last.
            var input = await Begin("ansatt", InputActs.Give, """{"kind":"problem","text":"Det trekker fra vinduet."}""");
            await Do("leder", InputActs.Answer, input, """{"disposition":"later","reason":"Vi venter på tall."}""");
            await Do("ansatt", InputActs.NoteAnswerRead, input, "{}");
            await Do("leder", InputActs.RouteElsewhere, input, """{"to":"safetyRepresentative","reason":"Det er verneombudets."}""");
            await Do("leder", InputActs.Answer, input, """{"disposition":"merged","reason":"Likevel vårt."}""");
            await Do("ansatt", InputActs.NoteAnswerRead, input, "{}");
            var withdrawn = await Begin("ansatt-to", InputActs.Give, """{"kind":"praise","text":"Takk for sist.","onBehalf":true}""");
            await Do("ansatt-to", InputActs.Withdraw, withdrawn, "{}");

            // One without a name, that is asked and replies; a link that is closed; a staff meeting by phone and on paper.
            await Do("leder", InputActs.AskGiver, input, """{"question":"Når trekker det?"}""");
            await Do("ansatt", InputActs.Reply, input, """{"reply":"Om natta."}""");
            var link = await Begin("leder", InputLinkActs.Open, """{"where":"Gangen"}""");
            await Do("leder", InputLinkActs.Close, link, "{}");
            var staff = await Begin("leder", StaffMeetingActs.Plan, """{"day":"2026-12-01","theme":"Hverdagen","question":"Hva er viktigst?"}""");
            await Do("leder", StaffMeetingActs.Ask, staff, """{"question":"Hva beholder vi?"}""");
            await Do("leder", StaffMeetingActs.AssignPart, staff, $$"""{"part":"Åpning","seat":"{{Steward}}"}""");
            await Do("leder", StaffMeetingActs.OpenCollecting, staff, "{}");
            var room = App.Services.GetRequiredService<WaitingRoom>();
            await room.Put(Ås, new(Guid.NewGuid(), Group(Ås), WaitingFor.Answer, null, "Mer ro.") { Meeting = staff, Question = 2 }, default);
            await room.Put(Ås, new(Guid.NewGuid(), Group(Ås), WaitingFor.Input, new byte[32], "Det ligger is i porten.") { Kind = Domain.InputKind.Idea }, default);
            await Do("leder", StaffMeetingActs.CloseCollecting, staff, "{}");
            Assert.Equal(2, await App.Services.GetRequiredService<Release>().Run(Ås, default));
            await Do("leder", StaffMeetingActs.TypeAnswers, staff, """{"question":1,"answers":["Mer tid ute."],"table":2}""");
            await Do("leder", StaffMeetingActs.MakeCluster, staff, $$"""{"name":"Ute","answers":["{{await Answer(staff)}}"]}""");
            await Do("leder", StaffMeetingActs.AnswerCluster, staff, """{"cluster":1,"disposition":"later","reason":"Til våren."}""");
            await Do("leder", StaffMeetingActs.NoteTakingPart, staff, """{"present":9,"staff":12}""");

            // A matter that is put off, put off again, talked about, and written down later than it happened.
            var matter = await Begin("leder", MatterActs.Raise, """{"title":"Vinduene","concern":"Det er kaldt.","theme":"workingEnvironment","on":"2026-05-04"}""");
            await Do("leder", InputActs.Link, input, $$"""{"matter":"{{matter}}"}""");
            await Do("leder", MatterActs.RegisterView, matter, $$"""{"seat":"{{Steward}}","view":"Kaldt.","on":"2026-06-01"}""");
            await Do("leder", MatterActs.Defer, matter, """{"until":"2026-12-01","reason":"Venter.","on":"2026-05-20"}""");
            await Do("leder", MatterActs.Defer, matter, $$"""{"until":"2026-12-08","reason":"Venter mer.","talk":["{{Steward}}","{{OtherSteward}}"],"on":"2026-05-05"}""");
            await Do("leder", MatterActs.NoteTalk, matter, $$"""{"seats":["{{Steward}}","{{OtherSteward}}"],"clearer":"Det er lista."}""");
            await Do("leder", MatterActs.TakeUp, matter, "{}");
            await Do("leder", MatterActs.HandOver, matter, """{"to":"workingEnvironmentCommittee","recommendation":"Bytt lista.","reference":"26/17"}""");

            // What a large matter may have beside its way.
            await Do("leder", MatterActs.Retitle, matter, """{"title":"Vinduene i gangen","why":"Det er bare der."}""");
            await Do("leder", MatterActs.ClarifyProblem, matter, """{"problem":"Listene er gamle."}""");
            await Do("leder", MatterActs.AgreeProblem, matter, $$"""{"seats":["{{Steward}}","{{OtherSteward}}"]}""");
            await Do("leder", MatterActs.Mark, matter, $$"""{"urgency":"soon","size":"small","interest":["{{Steward}}"]}""");
            await Do("leder", MatterActs.NeedFact, matter, $$"""{"what":"Hva koster lister?","seat":"{{Steward}}","due":"2026-12-01"}""");
            await Do("leder", MatterActs.NeedFact, matter, """{"what":"Hvem bytter dem?"}""");
            await Do("leder", MatterActs.BringFact, matter, """{"fact":1,"found":"Lite.","on":"2026-11-02"}""");
            await Do("leder", MatterActs.TakeResponsibility, matter, $$"""{"seat":"{{Steward}}","what":"Å måle."}""");
            await Do("leder", MatterActs.StepBack, matter, $$"""{"seat":"{{OtherSteward}}","reason":"For nær."}""");
            await Do("verneombud", MatterActs.RaiseHmsConcern, matter, """{"concern":"Folk fryser."}""");
            await Do("leder", MatterActs.LinkDocument, matter, """{"title":"Måling","address":"https://arkiv.example.no/1","kind":"facts"}""");
            await Do("leder", MatterActs.AskLeader, matter, """{"needs":"En måling til."}""");
            await Do("leder", MatterActs.AskDataProtection, matter, """{"question":"Måles folk?"}""");
            await Do("leder", MatterActs.NoteDataProtectionAnswer, matter, """{"answer":"Nei."}""");
            await Do("leder", MatterActs.Defer, matter, $$"""{"until":"2026-12-08","reason":"Venter på målingen.","talk":["{{Steward}}","{{OtherSteward}}"]}""");
            await Do("leder", MatterActs.NoteOwnSide, matter, $$"""{"seat":"{{Steward}}","clearer":"Det haster."}""");
            await Do("leder", MatterActs.TakeUp, matter, "{}");
            var other = await Begin("leder", MatterActs.Raise, """{"title":"Dørene","concern":"De smeller."}""");
            await Do("leder", InputActs.Relink, input, $$"""{"matter":"{{other}}","why":"Det gjaldt dørene."}""");
            await Do("leder", MatterActs.Defer, other, $$"""{"until":"2026-12-08","reason":"Venter.","talk":["{{Steward}}","{{OtherSteward}}"]}""");
            await Do("leder", MatterActs.NoteOwnSide, other, $$"""{"seat":"{{OtherSteward}}","clearer":"Pumpene."}""");

            // A trial that is proposed, agreed, said better, withdrawn; then another that is extended, evaluated twice and slides back.
            await Do("leder", MatterActs.ProposeTrial, matter, """{"change":"Tettelist","affected":["Natt"]}""");
            await Do("leder", MatterActs.AgreeTrial, matter, $$"""{"seats":["{{Steward}}","{{OtherSteward}}"]}""");
            await Do("leder", MatterActs.ProposeTrial, matter, """{"change":"Bedre tettelist","howWeKnow":"Vi måler.","evaluateOn":"2026-12-15","wayBack":"Ta den av.","affected":["Natt","Dag"]}""");
            await Do("leder", MatterActs.WithdrawTrial, matter, """{"reason":"Feil list."}""");
            await Do("leder", MatterActs.ProposeTrial, matter, """{"change":"Ny list","howWeKnow":"Vi måler.","evaluateOn":"2026-12-15","wayBack":"Ta den av.","affected":["Natt","Dag"]}""");
            await Do("leder", MatterActs.AnswerHmsRisk, matter, """{"risk":"askedSafetyRepresentative","explanation":"Spurt."}""");
            await Do("verneombud", MatterActs.AnswerHmsRisk, matter, """{"risk":"noRisk","explanation":"Ingen."}""");
            await Do("leder", MatterActs.AgreeTrial, matter, $$"""{"seats":["{{Steward}}","{{OtherSteward}}"]}""");
            await Do("leder", MatterActs.StartTrial, matter, """{"on":"2026-07-01"}""");
            await Do("leder", MatterActs.Defer, matter, """{"until":"2026-12-09","reason":"Ferie."}""");
            await Do("leder", MatterActs.NoteObservation, matter, """{"observation":"Varmere."}""");
            await Do("leder", MatterActs.TakeUp, matter, "{}");
            const string Findings = """{"findings":[{"group":2,"effect":"mixed","what":"Både og."},{"group":1,"effect":"better","what":"Varmt."}],"learned":"Mye."}""";
            await Do("leder", MatterActs.EvaluateTrial, matter, Findings);
            await Do("leder", MatterActs.ExtendTrial, matter, """{"evaluateOn":"2026-12-20","reason":"Mer tid."}""");
            await Do("leder", MatterActs.EvaluateTrial, matter, Findings);
            await Do("leder", MatterActs.EvaluateTrial, matter, Findings.Replace("better", "worse", StringComparison.Ordinal));
            await Do("leder", MatterActs.MakeTrialPermanent, matter, """{"practice":"Lista står."}""");
            await Do("leder", MatterActs.ReturnOutcome, matter, """{"outcome":"Ja.","reference":"26/18"}""");
            await Do("leder", MatterActs.Close, matter, """{"result":"Ferdig."}""");
            await Do("leder", MatterActs.NoteStillInUse, matter, """{"note":"I bruk."}""");
            await Do("leder", MatterActs.NoteSlidBack, matter, """{"note":"Falt av."}""");
            await Do("leder", MatterActs.Reopen, matter, """{"reason":"Den falt av."}""");
            await Do("leder", MatterActs.ProposeTrial, matter, """{"change":"Skruer","evaluateOn":"2026-12-15","howWeKnow":"Vi ser.","wayBack":"Ta dem ut.","affected":["Natt"],"demands":"Lite.","kind":"other"}""");
            await Do("leder", MatterActs.AnswerHmsRisk, matter, """{"risk":"noRisk","explanation":"Ingen."}""");
            await Do("leder", MatterActs.AgreeTrial, matter, $$"""{"seats":["{{Steward}}","{{OtherSteward}}"]}""");
            await Do("leder", MatterActs.StartTrial, matter, "{}");
            await Do("leder", MatterActs.EvaluateTrial, matter, """{"findings":[{"group":1,"effect":"better","what":"Stille."}],"learned":"Skru."}""");
            await Do("leder", MatterActs.MakeTrialPermanent, matter, """{"practice":"Skruene står.","on":"2026-01-20"}""");
            await Do("leder", MatterActs.ProposeTrial, matter, """{"change":"Lim"}""");
            await Do("leder", MatterActs.NoteStillInUse, matter, """{"note":"Skruene holder.","on":"2026-05-20"}""");
            await Do("leder", MatterActs.Close, matter, """{"result":"Nok."}""");
            await Do("leder", MatterActs.Correct, matter, """{"entry":1,"correct":"Vinduene og døra","why":"Glemt."}""");

            await Stop(matter);
            await Reflect(matter);

            // Seats that are taken for a time, handed over, and stood in for.
            var seat = await Begin("koordinator", SeatActs.EstablishSeat, """{"role":"departmentLeader","name":"Den første"}""");
            await Do("koordinator", SeatActs.EstablishSeat, Guid.CreateVersion7(), """{"role":"departmentLeader"}""", Group(Ås));
            await Do("koordinator", SeatActs.HandOver, seat, $$"""{"holding":"{{await Latest(seat)}}","name":"Den andre","until":"2027-01-31"}""");
            await Do("koordinator", SeatActs.AppointDeputy, seat, """{"name":"Den tredje","from":"2026-12-01","until":"2026-12-31"}""");
            await Do("koordinator", SeatActs.EndDeputyship, seat, $$"""{"holding":"{{await Latest(seat)}}"}""");
            await Do("koordinator", SeatActs.AppointDeputy, seat, """{"name":"Den fjerde"}""");
            await Do("koordinator", SeatActs.Take, seat, """{"name":"Den femte","on":"2026-11-02"}""");

            // A tree of workplaces with a group in it, which is renamed, moved, counted, closed and opened again.
            var sector = await Begin("koordinator", WorkplaceActs.Register, """{"level":"sector","name":"Helse"}""");
            var unit = await Begin("koordinator", WorkplaceActs.Register, $$"""{"level":"unit","name":"Solbakken","parent":"{{sector}}","employees":62}""");
            await Do("koordinator", GroupActs.Attach, Group(Ås), $$"""{"node":"{{unit}}"}""");
            await Do("koordinator", WorkplaceActs.Rename, unit, """{"name":"Solsia"}""");
            await Do("koordinator", WorkplaceActs.Move, unit, "{}");
            await Do("koordinator", WorkplaceActs.CountEmployees, unit, """{"employees":64}""");
            await Do("koordinator", WorkplaceActs.EnterFigure, unit, """{"indicator":"sickLeave","year":2026,"quarter":3,"percent":"7,4"}""");
            await Do("koordinator", WorkplaceActs.EnterFigure, unit, """{"indicator":"fullTime","year":2026,"quarter":3,"percent":"41"}""");
            await Do("koordinator", WorkplaceActs.CorrectFigure, unit, """{"indicator":"sickLeave","year":2026,"quarter":3,"percent":"7,5"}""");
            await Do("koordinator", WorkplaceActs.Close, sector, "{}");
            await Do("koordinator", WorkplaceActs.Reopen, sector, "{}");
            var inTree = Guid.CreateVersion7();
            await Do("koordinator", SeatActs.EstablishArena, inTree, $$"""{"kind":"workingGroup","name":"Ny gruppe","node":"{{unit}}","buildsOn":"planningMeeting","rhythm":"monthly"}""");

            // What a group says of itself, twice, and the unions around it.
            foreach (var (existing, maturity, words) in new[] { ("hmsMeeting", "starting", "Først"), ("planningMeeting", "underWay", "Siden") })
            {
                await Do("leder", GroupActs.ChooseMeeting, Group(Ås), $$"""{"buildsOn":"{{existing}}","rhythm":"monthly"}""");
                await Do("leder", GroupActs.SetMaturity, Group(Ås), $$"""{"maturity":"{{maturity}}"}""");
                await Do("leder", GroupActs.StatePurpose, Group(Ås), $$"""{"purpose":"{{words}}"}""");
                await Do("leder", GroupActs.StateInvolvement, Group(Ås), $$"""{"involvement":"{{words}}"}""");
                await Do("leder", GroupActs.NoteDeviation, Group(Ås), $$"""{"point":"noDepartmentLeader","reason":"{{words}}"}""");
                var rules = await Begin("leder", GroupActs.AdoptRules, $$"""{"points":["{{words}}","Alle blir hørt."]}""");
                await Do("tillitsvalgt", GroupActs.AcknowledgeRules, Steward, $$"""{"rules":"{{rules}}"}""");
                await Do("leder", GroupActs.StateExpectations, Steward, $$"""{"expectations":"{{words}}"}""");
                await Do("koordinator", SeatActs.Take, Steward, $$"""{"name":"{{words}} en til"}""");
            }

            var union = await Begin("leder", GroupActs.NoteUnion, """{"organisation":"Delta"}""");
            await Do("leder", GroupActs.InviteUnion, union, "{}");
            await Do("leder", GroupActs.UnionDeclines, union, """{"reason":"Vi er få."}""");
            await Do("leder", GroupActs.InviteUnion, union, "{}");
            await Do("leder", GroupActs.UnionRepresented, union, $$"""{"seat":"{{OtherSteward}}"}""");
            await Do("leder", GroupActs.UnionAccepts, union, "{}");
            await Do("leder", GroupActs.UnionGone, await Begin("leder", GroupActs.NoteUnion, """{"organisation":"Borte"}"""), "{}");

            // An auditor's mandate that is cut short, and ended before that.
            await Do("koordinator", MandateActs.ChangeEnd, Id(Ås, "mandate", "mandat"), """{"end":"2026-12-31","reason":"Oppgaven er mindre."}""");
            await Do("koordinator", MandateActs.End, Id(Ås, "mandate", "mandat"), """{"reason":"Oppgaven er gjort."}""");

            await Meet(matter);
            await Steer();

            await Report();
            await Learn(matter);
            await Train();
            await Aim();
            await Gather();
            await Involve(matter);

            // Texts that are erased, and a person who has left.
            await Do("leder", MatterActs.EraseText, matter, $$"""{"text":"{{await FirstText(matter)}}","reason":"namesSomeone"}""");
            await Do("leder", InputActs.EraseText, withdrawn, $$"""{"text":"{{await FirstText(withdrawn)}}","reason":"askedFor"}""");
            var gone = (await Databases.Query<Guid>(
                App.Database,
                """
                select h.person_id from holdings h join seat_holdings t on t.tenant_id = h.tenant_id and t.id = h.id
                where h.tenant_id = 'steinkjer' group by 1 having bool_and(t.left_on is not null) order by 1
                """))[0];
            var coordinator = new SignedIn(Guid.NewGuid(), "", [new Holding(Guid.CreateVersion7(), new SeatInfo(Guid.CreateVersion7(), Guid.CreateVersion7(), Domain.SeatRole.Coordinator, null))]);
            Assert.IsType<Outcome.Done>(await App.Services.GetRequiredService<PersonEraser>().Erase(
                new Tenant("steinkjer"), coordinator, gone, Domain.ErasureReason.AskedFor, Guid.CreateVersion7(), new(2026, 11, 20), default));
        }

        // An exercise that is summarised twice and agreed on, and one that only ends.
        private async Task Reflect(Guid matter)
        {
            await Begin("koordinator", ReflectionActs.WriteQuestions, """{"set":"fairness","questions":["Hvem får fri?"]}""");
            var questions = await Begin("koordinator", ReflectionActs.WriteQuestions, """{"set":"fairness","questions":["Hvem får helgene fri?","Hvem bestemmer?"]}""");
            await Do("koordinator", ReflectionActs.EraseQuestionText, questions, $$"""{"text":"{{await FirstText(questions)}}","reason":"namesSomeone"}""");
            var exercise = await Begin("tillitsvalgt", ReflectionActs.Start, """{"set":"fairness"}""");
            await Do("tillitsvalgt", ReflectionActs.Share, exercise, """{"question":1,"as":"oneself","answer":"Etter tur."}""");
            await Do("leder", ReflectionActs.Share, exercise, """{"question":1,"as":"shopSteward","answer":"Etter evne."}""");
            await Do("leder", ReflectionActs.Summarise, exercise, """{"summary":"Vi ser det ulikt."}""");
            await Do("leder", ReflectionActs.Summarise, exercise, """{"summary":"Vi ser mer likt.","surprised":"At vi er enige."}""");
            foreach (var who in new[] { "tillitsvalgt", "tillitsvalgt-to", "verneombud" })
                await Do(who, ReflectionActs.Agree, exercise, "{}");
            await Do("leder", ReflectionActs.Link, exercise, $$"""{"matter":"{{matter}}"}""");
            await Do("leder", ReflectionActs.EraseText, exercise, $$"""{"text":"{{await FirstText(exercise)}}","reason":"namesSomeone"}""");
            await Do("leder", ReflectionActs.End, exercise, "{}");
            await Do("koordinator", ReflectionActs.WithdrawQuestions, questions, "{}");
            await Do("leder", ReflectionActs.End, await Begin("verneombud", ReflectionActs.Start, """{"set":"stuck"}"""), "{}");
        }

        // A stop whose cause is changed, with one helper who is let in and one who is not, shown and not shown; and one that ends without help.
        private async Task Stop(Guid matter)
        {
            var (leader, safety) = (Id(Ås, "seat", "leder-plass"), Id(Ås, "seat", "vo-plass"));
            var helper = await Begin("koordinator", SeatActs.EstablishSeat, """{"role":"helper"}""");
            var stop = await Begin("verneombud", HelpActs.CallStop, "{}");
            await Do("leder", HelpActs.Answer, stop, """{"question":1,"answer":"Mye."}""");
            await Do("leder", HelpActs.StateCause, stop, """{"cause":"Vi er få."}""");
            await Do("tillitsvalgt", HelpActs.ConfirmCause, stop, "{}");
            await Do("verneombud", HelpActs.StateCause, stop, """{"cause":"Vi møtes for sjelden."}""");
            foreach (var who in new[] { "leder", "tillitsvalgt", "tillitsvalgt-to" })
                await Do(who, HelpActs.ConfirmCause, stop, "{}");
            await Do("leder", HelpActs.Ask, stop, """{"nav":true,"union":true,"shares":"Referatene."}""");
            await Do("leder", HelpActs.ProposeAccess, stop, $$"""{"seat":"{{helper}}","start":"2026-11-20","end":"2026-12-20","matters":["{{matter}}"]}""");
            await Do("leder", HelpActs.ProposeAccess, stop, $$"""{"seat":"{{helper}}","start":"2026-11-20","end":"2026-12-24"}""");
            foreach (var who in new[] { "tillitsvalgt", "tillitsvalgt-to", "verneombud" })
            {
                await Do(who, HelpActs.AgreeAccess, stop, """{"access":1}""");
                await Do(who, HelpActs.AgreeToShow, stop, "{}");
            }

            await Do("leder", HelpActs.AgreeToShow, stop, "{}");
            await Do("tillitsvalgt", HelpActs.TakeBackAccess, stop, """{"access":2}""");
            await Do("leder", HelpActs.PlanSession, stop, """{"day":"2026-12-01","begins":"09:00","place":"Kantina"}""");
            await Do("leder", HelpActs.NoteSession, stop, $$"""{"present":["{{leader}}","{{Steward}}","{{OtherSteward}}","{{safety}}","{{helper}}"],"came":"Vi møtes oftere."}""");
            await Do("leder", HelpActs.PlanSession, stop, """{"day":"2026-12-08","begins":"09:00"}""");
            await Do("leder", HelpActs.EraseText, stop, $$"""{"text":"{{await FirstText(stop)}}","reason":"namesSomeone"}""");
            await Do("leder", HelpActs.End, stop, """{"learned":"Å møtes."}""");
            await Do("verneombud", HelpActs.TakeBackShowing, stop, "{}");
            await Do("leder", HelpActs.End, await Begin("tillitsvalgt", HelpActs.CallStop, "{}"), """{"learned":"Det gikk over."}""");
        }

        // A goal that is assessed for two quarters and again, put in other words, ended and taken up; and one that is ended.
        private async Task Aim()
        {
            var goal = await Begin("tillitsvalgt", GoalActs.Set, """{"kind":"cooperation","what":"Vi spør hverandre","sign":"Alle kommer til orde."}""");
            await Do("leder", GoalActs.Assess, goal, """{"year":2026,"quarter":4,"attainment":"notYet","note":"Vi er nye."}""");
            await Do("leder", GoalActs.Revise, goal, """{"kind":"workingEnvironment","what":"Vi spør hverandre først"}""");
            await Do("verneombud", GoalActs.Assess, goal, """{"year":2026,"quarter":4,"attainment":"partly"}""");
            await Do("leder", GoalActs.End, goal, """{"learned":"Det tar tid."}""");
            await Do("leder", GoalActs.Reopen, goal, "{}");
            await Do("leder", GoalActs.EraseText, goal, $$"""{"text":"{{await FirstText(goal)}}","reason":"namesSomeone"}""");
            await Do("leder", GoalActs.End, await Begin("leder", GoalActs.Set, """{"kind":"sickLeave","what":"Færre borte"}"""), "{}");
        }

        // A training that is moved and held, with those who took part put right and taken back; and one that is cancelled.
        private async Task Train()
        {
            var training = await Begin("koordinator", TrainingActs.Plan, """{"title":"Metoden","kind":"method","day":"2026-11-02","audience":"everyone"}""");
            await Do("koordinator", TrainingActs.Edit, training, """{"title":"Modellen","kind":"workingLifeModel","day":"2026-11-03","audience":"leaders"}""");
            await Do("koordinator", TrainingActs.Hold, training, """{"day":"2026-11-04"}""");
            await Do("koordinator", TrainingActs.EraseText, training, $$"""{"text":"{{await FirstText(training)}}","reason":"namesSomeone"}""");
            var part = await Begin("koordinator", TrainingActs.Register, $$"""{"training":"{{training}}","seats":["{{Steward}}"]}""");
            await Do("koordinator", TrainingActs.Correct, part, $$"""{"seats":["{{Steward}}","{{OtherSteward}}"]}""");
            await Do("koordinator", TrainingActs.Withdraw, await Begin("koordinator", TrainingActs.Register, $$"""{"training":"{{training}}","seats":["{{OtherSteward}}"]}"""), "{}");
            var other = await Begin("koordinator", TrainingActs.Plan, """{"title":"Noe annet","kind":"other","day":"2026-11-02","audience":"steeringGroup","held":true}""");
            await Do("koordinator", TrainingActs.Cancel, other, """{"reason":"Den ble ikke holdt."}""");
        }

        // A gathering that is moved and gets more groups, with what a group shows, changes, shows again and takes back; and one that is cancelled.
        private async Task Gather()
        {
            var gathering = await Begin("koordinator", GatheringActs.Plan, $$"""{"theme":"Lister","day":"2026-12-10","arenas":["{{Group(Ås)}}"],"place":"Rådhuset"}""");
            await Do("koordinator", GatheringActs.Move, gathering, """{"day":"2026-12-11"}""");
            await Do("koordinator", GatheringActs.Invite, gathering, $$"""{"arenas":["{{Id(Ås, "arena", "nabogruppa")}}"]}""");
            await Do("koordinator", GatheringActs.EraseText, gathering, $$"""{"text":"{{await FirstText(gathering)}}","reason":"namesSomeone"}""");
            foreach (var text in new[] { "Vi prøvde lister.", "Vi prøvde skruer." })
            {
                var shown = await Begin("leder", GatheringActs.Draft, $$"""{"gathering":"{{gathering}}","text":"{{text}}","journey":true}""");
                await Do("leder", GatheringActs.Agree, shown, "{}");
                await Do("leder", GatheringActs.Edit, shown, """{"text":"Vi prøvde begge."}""");
                foreach (var who in new[] { "leder", "tillitsvalgt", "tillitsvalgt-to", "verneombud" })
                    await Do(who, GatheringActs.Agree, shown, "{}");
                if (text == "Vi prøvde skruer.")
                    await Do("verneombud", GatheringActs.TakeBack, shown, "{}");
                await Do("leder", GatheringActs.ErasePresentation, shown, $$"""{"text":"{{await FirstText(shown)}}","reason":"namesSomeone"}""");
            }

            var other = await Begin("koordinator", GatheringActs.Plan, """{"theme":"Vår","day":"2026-12-10","arenas":[],"everyone":true}""");
            await Do("koordinator", GatheringActs.Cancel, other, """{"reason":"Snø."}""");
        }

        // A process with who was involved and who was not, put right, answered and ended; and one that goes on.
        private async Task Involve(Guid matter)
        {
            var decision = await Begin("ordforer", DecisionActs.Register, """{"title":"Nytt hus","body":"Kommunestyret","decidedOn":"2026-06-18"}""");
            var item = Guid.CreateVersion7();
            await Do("ordforer", SteeringActs.PutUp, item, """{"kind":"dialogue","title":"Huset","content":"Hva trenger vi?"}""", Id(Ås, "arena", "styret"));
            var place = await Begin("koordinator", WorkplaceActs.Register, """{"level":"unit","name":"Nyhuset"}""");
            var process = await Begin("leder", ProcessActs.Register, $$"""{"title":"Nytt hus","kind":"building","beganOn":"2026-09-01","owner":"Teknisk sjef","workplace":"{{place}}","plannedEnd":"2027-09-01","about":"Det er trangt."}""");
            await Do("leder", ProcessActs.Note, process, $$"""{"day":"2026-09-02","form":"informed","phase":"beforeStart","employees":true,"leaders":true,"matter":"{{matter}}"}""");
            await Do("htv", ProcessActs.Note, process, $$"""{"day":"2026-10-02","form":"discussed","phase":"workedOn","shopStewards":true,"chiefShopStewards":true,"organisations":["Fagforbundet","Delta"],"what":"Referat.","steeringItem":"{{item}}","politicalDecision":"{{decision}}"}""");
            await Do("htv", ProcessActs.TakeBack, process, """{"involvement":2,"why":"Det var en annen dag."}""");
            await Do("ordforer", ProcessActs.Lack, process, """{"phase":"beforeDecision","what":"Ingen spurte oss."}""");
            await Do("htv", ProcessActs.Lack, process, """{"phase":"workedOn","what":"Ikke vi heller."}""");
            await Do("leder", ProcessActs.Answer, process, """{"lack":1,"answer":"Dere er med fra nå."}""");
            await Do("leder", ProcessActs.Edit, process, """{"title":"Nytt hus i sentrum","beganOn":"2026-09-01","owner":"Kommunalsjef teknisk"}""");
            await Do("leder", ProcessActs.EraseText, process, $$"""{"text":"{{await FirstText(process)}}","reason":"namesSomeone"}""");
            await Do("leder", ProcessActs.End, process, """{"result":"Huset står."}""");
            await Begin("leder", ProcessActs.Register, """{"title":"Budsjettet","kind":"budget","beganOn":"2026-12-01","owner":"Kommunedirektøren"}""");
        }

        // A question with its replies; an experience from draft to what came of it, and one that is withdrawn.
        private async Task Learn(Guid matter)
        {
            var signal = await Begin("ordforer", SignalActs.Send, $$"""{"kind":"question","title":"Lister","text":"Hvem trenger lister?","arenas":["{{Group(Ås)}}"],"answerBy":"2026-12-20"}""");
            await Begin("leder", SignalActs.Reply, $$"""{"signal":"{{signal}}","answer":"Vi."}""");
            await Do("ordforer", SignalActs.Close, signal, """{"result":"Vi kjøper lister."}""");
            var decision = await Begin("ordforer", DecisionActs.Register, """{"title":"Varme hus","body":"Kommunestyret","decidedOn":"2026-06-18","caseNumber":"26/3"}""");
            await Begin("leder", DecisionActs.Link, $$"""{"politicalDecision":"{{decision}}","matter":"{{matter}}"}""");
            await Begin("leder", DecisionActs.NoteRead, $$"""{"politicalDecision":"{{decision}}"}""");
            var win = await Begin("leder", DecisionActs.Celebrate, $$"""{"what":"Varmt i gangen","thanks":"Takk.","matter":"{{matter}}"}""");
            await Do("ordforer", DecisionActs.Congratulate, win, """{"greeting":"Godt gjort."}""");
            await Do("ordforer", DecisionActs.Congratulate, win, """{"greeting":"En gang til."}""");
            foreach (var outcome in new[] { "kept", "stopped" })
            {
                var experience = await Begin(
                    "leder", ExperienceActs.Draft, $$"""{"title":"Lister","situation":"Det trakk.","tried":"Lister.","result":"Varmt.","outcome":"{{outcome}}","theme":"workingEnvironment","matter":"{{matter}}"}""");
                await Do("leder", ExperienceActs.Edit, experience, """{"title":"Tettelister","situation":"Det trakk.","tried":"Lister.","result":"Varmere.","outcome":"adjusted","tips":"Mål først."}""");
                await Do("leder", ExperienceActs.Present, experience, "{}");
                await Do("leder", ExperienceActs.Reopen, experience, """{"reason":"Mer tips."}""");
                await Do("leder", ExperienceActs.Present, experience, "{}");
                foreach (var who in new[] { "leder", "tillitsvalgt", "tillitsvalgt-to", "verneombud" })
                    await Do(who, ExperienceActs.Approve, experience, "{}");
                await Do("leder", ExperienceActs.Publish, experience, """{"shareable":true}""");
                await Do("ordforer", ExperienceActs.Offer, experience, $$"""{"arenas":["{{Group(Ås)}}"],"why":"Prøv selv."}""");
                await Do("ordforer", ExperienceActs.Offer, experience, $$"""{"arenas":["{{Group(Ås)}}"],"why":"Prøv igjen."}""");
                await Do("ordforer", DecisionActs.NoteUsed, decision, $$"""{"experiences":["{{experience}}"],"how":"Den sto i saka."}""");
                await Do("ordforer", DecisionActs.NoteUsed, decision, $$"""{"experiences":["{{experience}}"],"how":"Den ble lest opp."}""");
                await Begin("leder", ExperienceActs.Answer, $$"""{"experience":"{{experience}}","answer":"notNow","why":"Det er vår egen."}""");
                var adoption = await Begin("leder", ExperienceActs.Answer, $$"""{"experience":"{{experience}}","answer":"willTry"}""");
                await Do("leder", ExperienceActs.Tell, adoption, """{"outcome":"helped","result":"Varmt her også."}""");
                await Do("leder", ExperienceActs.ChooseSharing, experience, """{"shareable":false}""");
                if (outcome == "stopped")
                    await Do("leder", ExperienceActs.Withdraw, experience, """{"reason":"Den gjaldt bare oss."}""");
                await Do("leder", ExperienceActs.EraseText, experience, $$"""{"text":"{{await FirstText(experience)}}","reason":"namesSomeone"}""");
            }
        }

        // A report that is taken back, approved and sent, answered, and what came back; another rhythm.
        private async Task Report()
        {
            await Do("ordforer", ReportActs.ChooseRhythm, Guid.CreateVersion7(), """{"rhythm":"yearly"}""", Group(Ås));
            await Do("ordforer", ReportActs.ChooseRhythm, Guid.CreateVersion7(), """{"rhythm":"quarterly"}""", Group(Ås));
            var report = await Begin("leder", ReportActs.Draft, """{"from":"2026-01-01","until":"2026-09-30","text":"Vi har prøvd mye."}""");
            await Do("leder", ReportActs.Edit, report, """{"text":"Vi har prøvd lister.","problem":"Vi får ikke lister."}""");
            await Do("leder", ReportActs.Present, report, "{}");
            await Do("leder", ReportActs.Approve, report, "{}");
            await Do("leder", ReportActs.Reopen, report, """{"reason":"Vi glemte skruene."}""");
            await Do("leder", ReportActs.Present, report, "{}");
            foreach (var who in new[] { "leder", "tillitsvalgt", "tillitsvalgt-to", "verneombud" })
                await Do(who, ReportActs.Approve, report, "{}");
            await Do("leder", ReportActs.Send, report, "{}");
            await Do("htv", ReportActs.Note, report, """{"note":"Det er likt flere steder."}""");
            await Do("ordforer", ReportActs.Answer, report, """{"kind":"handsOver","answer":"Vi har sendt det videre.","onProblem":"Innkjøp ser på det.","to":"municipalDirector"}""");
            await Do("leder", ReportActs.NoteRead, report, "{}");
            await Do("ordforer", ReportActs.ReturnOutcome, report, """{"outcome":"Listene kommer."}""");
            await Do("leder", ReportActs.NoteRead, report, "{}");
            await Do("leder", ReportActs.EraseText, report, $$"""{"text":"{{await FirstText(report)}}","reason":"namesSomeone"}""");
        }

        // Meetings that are moved, cancelled and held; minutes that are opened again and approved by all; actions that end in each way.
        private async Task Meet(Guid matter)
        {
            var (leader, safety) = (Id(Ås, "seat", "leder-plass"), Id(Ås, "seat", "vo-plass"));
            var all = $$"""["{{leader}}","{{Steward}}","{{OtherSteward}}","{{safety}}"]""";
            await Begin("leder", MeetingActs.PlanSeries, """{"first":"2026-12-02","begins":"09:00","lasts":60,"rhythm":"everyOtherWeek","until":"2027-02-01","place":"Møterom 2","chair":"rotating","cooperationEvery":2}""");
            var cancelled = await Begin("leder", MeetingActs.Plan, """{"day":"2026-12-10","begins":"12:30","lasts":45}""");
            await Do("leder", MeetingActs.Move, cancelled, """{"day":"2026-12-11","begins":"10:15","place":"Kantina","reason":"Kurs."}""");
            await Do("leder", MeetingActs.Cancel, cancelled, """{"reason":"Alle er på kurs."}""");

            var meeting = await Begin("leder", MeetingActs.Plan, """{"day":"2026-11-20","begins":"08:00","lasts":60}""");
            await Do("tillitsvalgt", MeetingActs.AddItem, meeting, """{"title":"Lys i gangen","purpose":"information","planned":5}""");
            await Do("tillitsvalgt", MeetingActs.Hear, meeting, $$"""{"item":1,"seat":"{{Steward}}","view":"Det er mørkt."}""");
            await Do("leder", MeetingActs.Open, meeting, $$"""{"present":["{{leader}}","{{Steward}}"],"matters":["{{matter}}"],"cooperation":true}""");
            await Do("leder", MeetingActs.Attend, meeting, $$"""{"present":{{all}}}""");
            await Do("leder", MeetingActs.SkipWorkday, meeting, "{}");
            await Do("leder", MeetingActs.NoteWorkday, meeting, """{"workday":"Roligere."}""");
            await Do("leder", MeetingActs.NoteCooperation, meeting, """{"together":"Godt."}""");
            await Do("leder", MeetingActs.Conclude, meeting, $$"""{"item":1,"way":"moreFacts","summary":"Vi måler.","seats":{{all}}}""");
            await Do("leder", MeetingActs.Conclude, meeting, $$"""{"matter":"{{matter}}","way":"closed","summary":"Ferdig.","seats":["{{Steward}}","{{OtherSteward}}","{{safety}}"]}""");
            await Do("leder", MeetingActs.Confirm, meeting, $$"""{"matter":"{{matter}}"}""");
            await Do("leder", MeetingActs.Present, meeting, "{}");
            await Do("leder", MeetingActs.Approve, meeting, "{}");
            await Do("leder", MeetingActs.Reopen, meeting, """{"reason":"Vi glemte noe."}""");
            await Do("leder", MeetingActs.Present, meeting, "{}");
            foreach (var who in new[] { "leder", "tillitsvalgt", "tillitsvalgt-to", "verneombud" })
                await Do(who, MeetingActs.Approve, meeting, "{}");
            await Do("leder", MeetingActs.Correct, meeting, """{"entry":1,"correct":"Klokka ni.","why":"Feil."}""");
            await Do("leder", MeetingActs.EraseText, meeting, $$"""{"text":"{{await FirstText(meeting)}}","reason":"namesSomeone"}""");

            var done = await Begin("leder", ActionActs.Agree, $$"""{"what":"Bytte lyspærer","seats":["{{Steward}}","{{safety}}"],"due":"2026-12-04","joint":true,"meeting":"{{meeting}}","item":1}""");
            await Do("leder", ActionActs.Carry, done, """{"due":"2026-12-18","reason":"Utsolgt."}""");
            await Do("tillitsvalgt", ActionActs.Complete, done, """{"note":"Det lyser."}""");
            var dropped = await Begin("leder", ActionActs.Agree, """{"what":"Male gangen"}""");
            await Do("ansatt", ActionActs.Take, dropped, "{}");
            await Do("leder", ActionActs.Drop, dropped, """{"reason":"Den skal rives."}""");
            await Do("leder", ActionActs.EraseText, dropped, $$"""{"text":"{{await FirstText(dropped)}}","reason":"wrongPlace"}""");
        }

        // A steering group that is founded, constituted, put together otherwise, and goes through an election; and items that go every way.
        private async Task Steer()
        {
            var (group, mayor) = (Id(Ås, "arena", "styret"), Id(Ås, "seat", "ordforer-plass"));
            foreach (var again in new[] { "2027-06-01", "2027-12-01" })
            {
                await Do("koordinator", SteeringActs.Rename, group, $$"""{"name":"TriPart {{again}}"}""");
                await Do("koordinator", SteeringActs.NoteFounding, group, """{"body":"council","decidedOn":"2026-02-05","text":"Vi arbeider slik.","reference":"26/5"}""");
                await Do("koordinator", SteeringActs.NoteAnchoring, group, """{"name":"Administrasjonsutvalget","how":"Begge veier."}""");
                await Do("koordinator", SteeringActs.AdoptCharter, group, $$"""{"charter":"Vi lærer.","reviewOn":"{{again}}"}""");
                await Do("koordinator", SteeringActs.NoteDeviation, group, """{"point":"noHr","reason":"Ledig."}""");
                await Do("ordforer", SteeringActs.AssessStatus, group, """{"status":"dialogueArena","office":"Advokaten","assessment":"Den bestemmer ikke."}""");
            }

            await Do("koordinator", SteeringActs.RenewCharter, group, """{"reviewOn":"2028-12-01"}""");
            await Do("koordinator", SteeringActs.Constitute, group, $$"""{"seats":["{{mayor}}"],"on":"2026-03-02"}""");
            await Do("koordinator", SteeringActs.MarkSetUp, group, """{"setUp":"established"}""");
            await Do("koordinator", SteeringActs.ChooseComposition, group, """{"template":"own","reason":"Vår."}""");
            await Do("koordinator", SteeringActs.AddTheme, group, """{"name":"Rekruttering"}""");
            await Do("koordinator", SteeringActs.DropTheme, group, """{"theme":3}""");
            await Do("koordinator", SeatActs.StateSide, mayor, """{"side":"position"}""");
            await Do("koordinator", SeatActs.StateSide, mayor, """{"side":"opposition"}""");
            var elected = Guid.CreateVersion7();
            await Do("koordinator", SeatActs.EstablishSeat, elected, """{"role":"politician","name":"Den som velges bort"}""", group);
            await Do("koordinator", SeatActs.AppointDeputy, elected, """{"name":"Den som kommer etter","from":"2028-01-01","until":"2028-06-30"}""");
            await Do("koordinator", SteeringActs.NoteElection, group, $$"""{"held":"2027-09-13","lastDay":"2027-10-20","seats":["{{mayor}}","{{elected}}"]}""");

            var signal = Guid.CreateVersion7();
            await Do("ordforer", SteeringActs.PutUp, signal, """{"kind":"signal","title":"Heltid","content":"Flere hele stillinger.","theme":8,"whyHere":"Utvalget ba om det."}""", group);
            await Do("direktor", SteeringActs.Ask, signal, """{"question":"Når?"}""");
            await Do("ordforer", SteeringActs.Answer, signal, """{"question":1,"answer":"I høst."}""");
            await Do("koordinator", SteeringActs.Say, signal, """{"said":"Gruppene har prøvd."}""");
            await Do("direktor", SteeringActs.LinkPaper, signal, """{"title":"Notat","address":"https://arkiv.example.no/3"}""");
            await Do("direktor", SteeringActs.AnswerSignal, signal, """{"answer":"I august.","on":"2026-11-02"}""");
            await Do("direktor", SteeringActs.Route, signal, """{"to":"negotiation","why":"Lønn.","responsible":"HR","reference":"26/9"}""");
            await Do("direktor", SteeringActs.NoteOutcome, signal, """{"outcome":"Enighet."}""");
            await Do("ordforer", SteeringActs.Close, signal, """{"summary":"Vi følger det."}""");
            await Do("ordforer", SteeringActs.Reopen, signal, """{"reason":"Mer."}""");
            await Do("ordforer", SteeringActs.EraseText, signal, $$"""{"text":"{{await FirstText(signal)}}","reason":"wrongPlace"}""");
            var sent = Guid.CreateVersion7();
            await Do("direktor", SteeringActs.PutUp, sent, """{"kind":"information","title":"Budsjettet","content":"Teksten."}""", group);
            await Do("direktor", SteeringActs.Route, sent, """{"to":"council","why":"Politikk.","responsible":"Rådmannen"}""");
        }

        // What the one who keeps the register does.
        private async Task Keep()
        {
            var desk = App.Services.GetRequiredService<MunicipalDesk>();
            var who = (await App.Services.GetRequiredService<SeatBook>().Find(Ås, Id(Ås, "person", "person-koordinator"), new(2026, 11, 20), default))!;
            Asked Asked(Act act, Guid stream) => new(act, stream, null, Guid.CreateVersion7(), null, [], Confirmed: false);
            foreach (var months in new[] { 24, 12 })
            {
                Assert.IsType<Outcome.Done>(await desk.Handle(
                    Ås, who, Asked(RegisterActs.ChooseRetention, RetentionBook.StreamOf(Ås, Domain.RetentionKind.InputTexts)),
                    new Domain.ChooseRetention(Domain.RetentionKind.InputTexts, months), default));
            }

            foreach (var command in new Domain.SharingCommand[]
            {
                new Domain.GrantSharing(Domain.SharedKind.Presence), new Domain.GrantSharing(Domain.SharedKind.Figures), new Domain.WithdrawSharing(Domain.SharedKind.Figures),
                new Domain.GrantSharing(Domain.SharedKind.Figures), new Domain.GrantSharing(Domain.SharedKind.Experiences), new Domain.WithdrawSharing(Domain.SharedKind.Experiences),
            })
            {
                Assert.IsType<Outcome.Done>(await desk.Handle(
                    Ås, who, Asked(command is Domain.GrantSharing ? SharingActs.Grant : SharingActs.Withdraw, SharingBook.StreamOf(Ås)), command, default));
            }

            Assert.IsType<Outcome.Done>(await desk.Handle(
                Ås, who, Asked(RegisterActs.CorrectName, Id(Ås, "person", "person-leder")), new Domain.CorrectPersonName(Domain.NameReason.Misspelt), default));
            var never = Guid.CreateVersion7();
            await Databases.Run(App.Database, $"insert into people (tenant_id, id, name) values ('as', '{never}', 'Aldri Her')");
            Assert.IsType<Outcome.Done>(await App.Services.GetRequiredService<PersonEraser>().Erase(
                Ås, who, never, Domain.ErasureReason.NoLongerNeeded, Guid.CreateVersion7(), new(2026, 11, 20), default));
        }

        // Last, since it is closed on a later day: a trust check with enough answers.
        private async Task AskForTrust()
        {
            var check = await Begin("tillitsvalgt", TrustActs.Open, """{"closesOn":"2026-12-10"}""");
            var (slips, answers) = (App.Services.GetRequiredService<TrustSlips>(), App.Services.GetRequiredService<TrustAnswers>());
            foreach (var who in new[] { "ansatt", "ansatt-to", "leder" })
                await answers.Put(Ås, slips.Read(Ås, slips.Of(Ås, check, Id(Ås, "person", "person-" + who)))!, [1, 2, 3, 4, 5, 4, 3, 2, 1], new(2026, 11, 20), default);
            App.Clock.Now = App.Clock.Now.AddDays(21);
            Assert.Equal(1, await App.Services.GetRequiredService<TrustClosing>().Run(Ås, default));
        }

        private async Task<Guid> FirstText(Guid stream) =>
            (await Databases.Query<Guid>(App.Database, $"select id from words where tenant_id = 'as' and stream_id = '{stream}' order by id"))[0];

        private async Task<Guid> Answer(Guid meeting) =>
            (await Databases.Query<Guid>(App.Database, $"select id from words where tenant_id = 'as' and stream_id = '{meeting}' and text = 'Mer tid ute.'"))[0];

        private async Task<Guid> Latest(Guid seat) =>
            (await Databases.Query<Guid>(App.Database, $"select id from seat_holdings where tenant_id = 'as' and seat_id = '{seat}' order by id desc"))[0];

        private async Task<Guid> Begin(string who, Act act, string body)
        {
            var id = Guid.CreateVersion7();
            await Do(who, act, id, body, Group(Ås));
            return id;
        }

        private async Task Do(string who, Act act, Guid stream, string body, Guid? arena = null)
        {
            var seats = App.Services.GetRequiredService<SeatBook>();
            var person = await seats.Find(Ås, Id(Ås, "person", "person-" + who), DateOnly.FromDateTime(App.Clock.Now.DateTime), default);
            var asked = new Asked(act, stream, arena, Guid.CreateVersion7(), null, JsonNode.Parse(body)!.AsObject(), Confirmed: true);
            var outcome = await App.Services.GetRequiredService<Desk>().Handle(Ås, person!, asked, default);
            Assert.True(outcome is Outcome.Done, $"{act.Name}: {JsonSerializer.Serialize<object>(outcome)}");
        }
    }
}
