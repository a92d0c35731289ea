using MailKit.Security;
using Microsoft.Extensions.DependencyInjection;
using Trepart.Web.Mail;
using Trepart.Web.People;
using static Trepart.Tests.TrepartApp;

namespace Trepart.Web.Tests.Mail;

/// <summary>The weekly mail and the one that tells at once, against a server that takes them, refuses, hangs and breaks off.</summary>
public sealed class MailTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Monday = new(2026, 11, 23, 6, 30, 0, TimeSpan.Zero); // half past seven in Norway
    private const string Address = "ola@example.no";
    private readonly SmtpReceiver _server = new();
    private readonly TrepartApp _app;

    public MailTests() => _app = new()
    {
        Settings = new()
        {
            ["Trepart:Smtp:Host"] = "127.0.0.1",
            ["Trepart:Smtp:Port"] = $"{_server.Port}",
            ["Trepart:Smtp:Security"] = "none",
            ["Trepart:Smtp:From"] = "trepart@example.no",
            ["Trepart:Smtp:Seconds"] = "1",
            ["Trepart:PublicAddress"] = "https://trepart.example.no",
            ["Trepart:MailMinutes"] = "0", // made and sent where a test asks for it
        },
    };

    private MailMaker Maker => _app.Services.GetRequiredService<MailMaker>();

    private MailSender Sender => _app.Services.GetRequiredService<MailSender>();

    public async ValueTask InitializeAsync() => await _app.InitializeAsync();

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task Nobody_gets_mail_before_both_municipality_and_person_have_chosen_it()
    {
        await Give("Det trekker.");
        await Choose("leder");
        _app.Clock.Now = Monday;
        Assert.Equal(0, await Work());
        await TurnOn();
        Assert.Equal(1, await Work());
        Assert.Equal(Address, Assert.Single(_server.Received).To);
        Assert.Equal(HttpStatusCode.Forbidden, (await Post(await _app.SignIn(Ås, "leder"), "/as/varsler/kommunen", ("pa", "true"))).Status);
    }

    [Fact]
    public async Task The_mail_says_what_the_page_says_in_counts_and_links_and_nothing_of_what_it_is_about()
    {
        var marker = Mark.New("hemmelig");
        await Give($"Det trekker {marker}.");
        await Give($"Lyset blinker {marker}.");
        await Choose("leder");
        await TurnOn();
        await Databases.Run(_app.Database, $"update people set name = name || ' {marker}'; update arenas set name = name || ' {marker}'");
        _app.Clock.Now = Monday;
        Assert.Equal(1, await Work());

        var (_, mail) = Assert.Single(_server.Received);
        Assert.Equal("3 ting venter på deg i Trepart", mail.Subject);
        Assert.Contains("- Én rapport til styringsgruppa kan skrives", mail.TextBody, StringComparison.Ordinal);
        Assert.Contains("- 2 innspill venter på svar fra gruppa", mail.TextBody, StringComparison.Ordinal);
        Assert.Contains("https://trepart.example.no/as/min-side", mail.TextBody, StringComparison.Ordinal);
        Assert.Contains("https://trepart.example.no/as/varsler", mail.TextBody, StringComparison.Ordinal);
        Assert.DoesNotContain(marker, mail.ToString(), StringComparison.OrdinalIgnoreCase);
        Assert.Equal("List-Unsubscribe=One-Click", mail.Headers["List-Unsubscribe-Post"]);
        Assert.Equal("auto-generated", mail.Headers["Auto-Submitted"]);
        Assert.Null(mail.HtmlBody);
        Assert.DoesNotContain(_app.Logged, l => l.Contains(Address, StringComparison.OrdinalIgnoreCase) || l.Contains(marker, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task It_comes_once_a_week_and_not_where_nothing_waits()
    {
        await Choose("leder");
        await Choose("ordforer", "ordforer@example.no");
        await TurnOn();
        Assert.Equal(0, await Work()); // chosen in the middle of the week
        await Give("Det trekker.");
        _app.Clock.Now = Monday.AddMinutes(-31);
        Assert.Equal(0, await Work());
        _app.Clock.Now = Monday;
        await Task.WhenAll(Maker.Fill(Ås, default), Maker.Fill(Ås, default));
        Assert.Equal(1, (await Task.WhenAll(Sender.Run(Ås, default), Sender.Run(Ås, default))).Sum());
        _app.Clock.Now = Monday.AddDays(3);
        Assert.Equal(0, await Work());
        _app.Clock.Now = Monday.AddDays(7);
        Assert.Equal(1, await Work());
        Assert.All(_server.Received, r => Assert.Equal(Address, r.To));
    }

    [Fact]
    public async Task A_kind_that_is_turned_off_is_not_counted()
    {
        await Give("Det trekker.");
        await Choose("leder", about: ["talk"]);
        await TurnOn();
        _app.Clock.Now = Monday;
        Assert.Equal(0, await Work());
        Assert.Equal(["Nothing"], await States());
    }

    [Fact]
    public async Task Whose_seat_is_asked_by_name_is_told_at_once_and_once()
    {
        await Choose("tillitsvalgt", straks: true);
        await TurnOn();
        await Give("Dette venter på alle, og haster ikke.");
        var matter = (await _app.Api(Ås, "leder").Post($"/api/v1/as/arenas/{Group(Ås)}/matters", new { title = "Langvakter", concern = "For få." })).Body!["id"]!.ToString();
        var talk = new[] { Id(Ås, "seat", "tv-plass"), Id(Ås, "seat", "vo-plass") };
        Assert.Equal(HttpStatusCode.OK, (await _app.Api(Ås, "leder").Post($"/api/v1/as/matters/{matter}/defer-matter", new { until = "2026-12-03", reason = "Snakk sammen.", talk }, 1)).Status);

        Assert.Equal(1, await Work());
        Assert.Equal(0, await Work());
        var (_, mail) = Assert.Single(_server.Received);
        Assert.Equal("Du er spurt om noe i Trepart", mail.Subject);
        Assert.Contains("- Du er bedt om å snakke med noen før ett møte", mail.TextBody, StringComparison.Ordinal);
        Assert.DoesNotContain("Langvakter", mail.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task In_nynorsk_for_whoever_chose_it_there()
    {
        Assert.Equal(HttpStatusCode.Created, (await _app.Api(Vestby, "ansatt").Post($"/api/v1/vestby/arenas/{Group(Vestby)}/inputs", new { kind = "problem", text = "Det trekk." })).Status);
        await Save(await _app.SignIn(Vestby, "leder"), "vestby", Address, false, null);
        await Post(await _app.SignIn(Vestby, "koordinator"), "/vestby/varsler/kommunen", ("pa", "true"));
        _app.Clock.Now = Monday;
        await Maker.Fill(Vestby, default);
        Assert.Equal(0, await Sender.Run(Ås, default)); // another municipality's are not touched
        Assert.Equal(1, await Sender.Run(Vestby, default));
        var (_, mail) = Assert.Single(_server.Received);
        Assert.Equal("2 ting ventar på deg i Trepart", mail.Subject); // the report of the half-year too
        Assert.Equal("nn", mail.Body!.Headers["Content-Language"]);
    }

    [Fact]
    public async Task Who_is_stopped_in_the_middle_leaves_the_very_same_mail_to_the_next()
    {
        await Ready();
        _server.Mood = SmtpMood.HangsAfterTheMail;
        using var kill = new CancellationTokenSource();
        var sending = Sender.Run(Ås, kill.Token);
        Assert.True(await _server.Came.WaitAsync(TimeSpan.FromSeconds(20)));
        await kill.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sending);
        Assert.Equal(["Sending"], await States());

        // More waits by now: the mail is as it was made.
        await Give("Enda et innspill.");
        _server.Mood = SmtpMood.TakesMail;
        Assert.Equal(0, await Work());
        _app.Clock.Now += TimeSpan.FromMinutes(6);
        Assert.Equal(1, await Work());
        Assert.Equal(0, await Work());
        Assert.Equal(["Sent"], await States());
        var both = _server.Received.ToList();
        Assert.Equal(2, both.Count);
        Assert.Equal(both[0].Mail.MessageId, both[1].Mail.MessageId);
        Assert.Equal(both[0].Mail.TextBody, both[1].Mail.TextBody);
    }

    [Theory]
    [InlineData(SmtpMood.IsBusy, "smtp-451")]
    [InlineData(SmtpMood.HangsAtOnce, "timeout")]
    [InlineData(SmtpMood.BreaksOffAfterTheMail, "away")]
    [InlineData(null, "away")]
    public async Task A_server_that_cannot_now_is_tried_later_and_later_and_then_given_up_in_sight(SmtpMood? mood, string error)
    {
        await Ready();
        if (mood is { } m)
            _server.Mood = m;
        else
            _server.Leave();
        foreach (var pause in MailSender.Pauses)
        {
            Assert.Equal(0, await Work());
            Assert.Equal([$"Waiting {error}"], await States());
            _app.Clock.Now += pause - TimeSpan.FromSeconds(1);
            var before = _server.Received.Count;
            Assert.Equal(0, await Work());
            Assert.Equal(before, _server.Received.Count);
            _app.Clock.Now += TimeSpan.FromSeconds(1);
        }

        Assert.Equal(0, await Work());
        Assert.Equal([$"Parked {error}"], await States());
        var page = await (await _app.SignIn(Ås, "koordinator")).Get("/as/varsler");
        Assert.Contains("Én e-post:", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(Address, page.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("Én e-post:", (await (await _app.SignIn(Ås, "leder")).Get("/as/varsler")).Text, StringComparison.Ordinal);
        Assert.InRange(_server.Received.Select(r => r.Mail.MessageId).Distinct().Count(), 0, 1);

        if (mood is null)
            return;
        _server.Mood = SmtpMood.TakesMail;
        await Post(await _app.SignIn(Ås, "koordinator"), "/as/varsler/prov-igjen");
        Assert.Equal(1, await Work());
    }

    [Fact]
    public async Task An_address_that_nobody_has_is_given_up_at_once_and_what_the_server_said_is_not_kept()
    {
        await Ready();
        _server.Mood = SmtpMood.KnowsNobody;
        Assert.Equal(0, await Work());
        Assert.Equal(["Parked smtp-550"], await States());
        Assert.Contains("e-posttjeneren tok ikke imot (smtp-550)", (await (await _app.SignIn(Ås, "koordinator")).Get("/as/varsler")).Text, StringComparison.Ordinal);
        Assert.DoesNotContain(_app.Logged, l => l.Contains("nobody here", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_server_without_encryption_gets_nothing_where_encryption_is_asked_for()
    {
        await Ready();
        var services = _app.Services;
        var sender = new MailSender(
            services.GetRequiredService<MailSettings>() with { Security = SecureSocketOptions.StartTls, User = "trepart", Password = "hemmelig" }, services.GetRequiredService<MailText>(),
            services.GetRequiredService<TenantReader>(), services.GetRequiredService<Placement>(), _app.Clock);
        Assert.Equal(0, await sender.Run(Ås, default));
        Assert.Empty(_server.Received);
        Assert.Equal(["Waiting away"], await States());
    }

    [Fact]
    public async Task The_link_in_the_mail_ends_it_without_signing_in_and_only_when_it_is_sent()
    {
        await Ready();
        Assert.Equal(1, await Work());
        var link = _server.Received.Single().Mail.Headers["List-Unsubscribe"]!.Trim('<', '>')["https://trepart.example.no".Length..];
        var nobody = _app.Nobody();
        Assert.Contains("Vil du slutte", (await nobody.Get(link)).Text, StringComparison.Ordinal);
        Assert.True((await Choice("leder"))!.Weekly);

        // As a mail program sends it (RFC 8058).
        var done = await nobody.Post(link, new Dictionary<string, string> { ["List-Unsubscribe"] = "One-Click" });
        Assert.Equal(HttpStatusCode.OK, done.Status);
        Assert.Contains("Du får ikke mer e-post", done.Text, StringComparison.Ordinal);
        Assert.False((await Choice("leder"))!.Weekly);
        _app.Clock.Now = Monday.AddDays(7);
        Assert.Equal(0, await Work());
    }

    [Fact]
    public async Task A_forged_or_foreign_link_ends_nothing()
    {
        await Ready();
        var own = _app.Services.GetRequiredService<StopCode>().AddressFor(Ås, Id(Ås, "person", "person-leder"));
        var other = _app.Services.GetRequiredService<StopCode>().AddressFor(Ås, Id(Ås, "person", "person-ansatt"));
        foreach (var forged in new[]
        {
            own[..^1] + (own[^1] == '0' ? '1' : '0'), own.Split('.')[0] + "." + other.Split('.')[1], own.Replace("/as/", "/vestby/", StringComparison.Ordinal), own.Split('.')[0], "/as/avmeld",
        })
        {
            Assert.Equal(HttpStatusCode.NotFound, (await _app.Nobody().Get(forged)).Status);
            Assert.Equal(HttpStatusCode.NotFound, (await _app.Nobody().Post(forged, [])).Status);
        }

        Assert.True((await Choice("leder"))!.Weekly);
    }

    [Fact]
    public async Task Turned_off_after_it_was_made_it_is_not_sent()
    {
        await Ready();
        await Post(await _app.SignIn(Ås, "koordinator"), "/as/varsler/kommunen", ("pa", "false"));
        Assert.Equal(0, await Sender.Run(Ås, default));
        Assert.Equal(["Dropped"], await States());
    }

    [Fact]
    public async Task The_address_is_hers_to_see_and_take_away_and_is_erased_with_her()
    {
        await Choose("ansatt-to");
        Assert.Contains(Address, (await (await _app.SignIn(Ås, "ansatt-to")).Get("/as/meg/alt")).Text, StringComparison.Ordinal);
        Assert.Equal(["mail_addresses"], await Everywhere.TablesWith(_app.Database, Address));
        await Save(await _app.SignIn(Ås, "ansatt-to"), "as", "", false, null);
        Assert.Empty(await Everywhere.TablesWith(_app.Database, Address));

        await Choose("ansatt-to");
        await TurnOn();
        await Databases.Run(_app.Database, $"update seat_holdings set left_on = '2026-11-01' where id = '{Id(Ås, "holding", "ansatt-to")}'");
        await _app.Services.GetRequiredService<Register>().Erase(Ås, Id(Ås, "person", "person-ansatt-to"), default);
        Assert.Empty(await Everywhere.TablesWith(_app.Database, Address));
    }

    [Theory]
    [InlineData("ola")]
    [InlineData("ola@example.no\r\nBcc: kari@example.no")]
    [InlineData("ola@example.no, kari@example.no")]
    [InlineData("Ola <ola@example.no>")]
    public async Task What_is_no_address_is_told_and_kept_in_the_form(string address)
    {
        var page = await Save(await _app.SignIn(Ås, "leder"), "as", address, false, null);
        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        Assert.Contains("Skriv en hel e-postadresse", page.Text, StringComparison.Ordinal);
        Assert.Null(await Choice("leder"));
    }

    [Theory]
    [InlineData("2026-11-23T05:59:59Z", "2026-11-16")]
    [InlineData("2026-11-23T06:00:00Z", "2026-11-23")]
    [InlineData("2026-11-29T22:00:00Z", "2026-11-23")]
    [InlineData("2026-07-06T04:59:00Z", "2026-06-29")]
    [InlineData("2026-07-06T05:00:00Z", "2026-07-06")]
    public void The_week_begins_on_Monday_at_seven_in_Norway(string now, string week) =>
        Assert.Equal(
            DateOnly.Parse(week, System.Globalization.CultureInfo.InvariantCulture),
            MailMaker.WeekOf(Calendar.Local(DateTimeOffset.Parse(now, System.Globalization.CultureInfo.InvariantCulture))));

    private async Task Ready()
    {
        await Give("Det trekker.");
        await Choose("leder");
        await TurnOn();
        _app.Clock.Now = Monday;
        await Maker.Fill(Ås, default);
    }

    private async Task<int> Work()
    {
        await Maker.Fill(Ås, default);
        return await Sender.Run(Ås, default);
    }

    private Task<List<string>> States() =>
        Databases.Query<string>(_app.Database, "select concat_ws(' ', state, error) from mail_outbox where tenant_id = 'as' order by made_at, id");

    private Task<MailChoice?> Choice(string who) => _app.Services.GetRequiredService<MailBook>().Of(Ås, Id(Ås, "person", "person-" + who), default);

    private async Task Give(string text) =>
        Assert.Equal(HttpStatusCode.Created, (await _app.Api(Ås, "ansatt").Post($"/api/v1/as/arenas/{Group(Ås)}/inputs", new { kind = "problem", text })).Status);

    private async Task TurnOn() => Assert.Equal(HttpStatusCode.Found, (await Post(await _app.SignIn(Ås, "koordinator"), "/as/varsler/kommunen", ("pa", "true"))).Status);

    private async Task Choose(string who, string address = Address, bool straks = false, IReadOnlyList<string>? about = null) =>
        Assert.Equal(HttpStatusCode.Found, (await Save(await _app.SignIn(Ås, who), "as", address, straks, about)).Status);

    private static Task<WebPage> Save(WebUser user, string tenant, string address, bool straks, IReadOnlyList<string>? about) => Post(
        user, $"/{tenant}/varsler",
        [
            ("adresse", address), ("ukentlig", straks ? "false" : "true"), .. straks ? new[] { ("straks", "true") } : [],
            .. (about ?? [.. Web.Waiting.WaitingKind.All.Select(k => k.Code)]).Select(k => ("om", k)),
        ]);

    private static async Task<WebPage> Post(WebUser user, string path, params (string Name, string Value)[] fields)
    {
        var forgery = (await user.Get($"/{path.Split('/')[1]}/varsler")).Forgery;
        return await user.PostPairs(path, [.. fields.Select(f => KeyValuePair.Create(f.Name, f.Value)), KeyValuePair.Create(forgery.Name, forgery.Value)]);
    }
}
