using System.Text;
using Npgsql;
using Trepart.Tests;

namespace Trepart.Store.Tests;

/// <summary>What verification finds, and where it says that it is. Every test begins with a log that has no fault.</summary>
public sealed class VerificationTests(TestStore test) : IClassFixture<TestStore>
{
    [Fact]
    public async Task An_event_rewritten_with_its_hash_is_found_by_the_roots_and_the_next_one_too()
    {
        using var log = await Recorded("rewritten", 10, 10, 10, 10);
        await log.RewriteWithHash(14);
        await log.RewriteWithHash(33);
        Assert.Equal(
            [
                new(11, "positions 11 to 20 are not what they were when the root at position 20 was recorded"),
                new Fault(31, "positions 31 to 40 are not what they were when the root at position 40 was recorded"),
            ],
            await log.Faults());
    }

    [Fact]
    public async Task With_the_tables_roots_rewritten_too_it_is_found_by_what_is_kept_outside()
    {
        using var log = await Recorded("roots-too", 10, 10, 10);
        await log.RewriteWithHash(14);
        await log.RewriteRoots();
        Assert.Equal(
            [new Fault(11, "positions 11 to 20 are not what they were when the root at position 20 was kept outside the database; the root in the table was rewritten with them")],
            await log.Faults());

        // Also after the service has gone on from there.
        await log.AppendAndRecord(5);
        Assert.Equal([11L], (await log.Faults()).Select(f => f.Position!.Value));
    }

    [Fact]
    public async Task A_root_changed_in_the_table_alone_is_told_as_that()
    {
        using var log = await Recorded("root-alone", 10, 10, 10);
        await log.Sql("update roots set root = decode(repeat('ab', 32), 'hex') where tenant_id = 'root-alone' and position = 20");
        Assert.Equal(
            [
                new(20, "the edge of the tree that was recorded at position 20 does not give the root recorded with it"),
                new Fault(20, "the root in the table roots at position 20 was changed; the one kept outside the database is the log's"),
            ],
            await log.Faults());
    }

    [Fact]
    public async Task Two_events_that_have_changed_places_are_found()
    {
        using var log = await Recorded("swapped", 10, 10);
        await log.Sql($"update mt_events set seq_id = 999 where {log.At(12)}; update mt_events set seq_id = 12 where {log.At(13)}; update mt_events set seq_id = 13 where {log.At(999)}");
        Assert.Equal([11L], (await log.Faults()).Select(f => f.Position!.Value));
    }

    [Fact]
    public async Task An_event_taken_out_is_a_hole_and_found_also_when_the_rest_is_moved_up()
    {
        using var log = await Recorded("taken-out", 10, 10, 10);
        await log.Sql($"delete from mt_events where {log.At(15)}");
        var faults = await log.Faults();
        Assert.Equal(new Fault(15, "it is missing"), faults[0]);
        Assert.Equal(new Fault(20, "the version of its stream is another than its events say"), Assert.Single(faults.Skip(1)));

        await log.Sql("""
            update mt_events set seq_id = seq_id + 1000 where tenant_id = 'taken-out' and seq_id > 15;
            update mt_events set seq_id = seq_id - 1001 where tenant_id = 'taken-out' and seq_id > 1000;
            update tenant_heads set position = 29 where tenant_id = 'taken-out'
            """);
        Assert.Equal(
            [
                "positions 11 to 20 are not what they were when the root at position 20 was recorded",
                "the log ends at position 29; a root was recorded when it had reached 30",
            ],
            (await log.Faults()).Take(2).Select(f => f.What));
    }

    [Fact]
    public async Task Holes_between_roots_and_over_roots_are_told_and_the_rest_is_still_compared()
    {
        using var log = await Recorded("holes", 10, 10, 10, 10, 10);
        await log.Sql("delete from mt_events where tenant_id = 'holes' and (seq_id between 8 and 25 or seq_id = 41)");
        await log.RewriteWithHash(34);
        await log.RewriteWithHash(46);
        Assert.Equal(
            [
                new(8, "positions 8 to 25 are missing"),
                new(31, "positions 31 to 40 are not what they were when the root at position 40 was recorded"),
                new Fault(41, "it is missing"),
            ],
            (await log.Faults()).Where(f => !f.What.Contains("stream", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_log_cut_off_at_its_end_is_found_by_the_head_the_table_and_what_is_kept_outside()
    {
        using var log = await Recorded("cut-off", 10, 10, 10);
        await log.Sql("""
            delete from mt_events where tenant_id = 'cut-off' and seq_id > 20;
            delete from mt_streams s where tenant_id = 'cut-off' and not exists (select from mt_events e where e.tenant_id = 'cut-off' and e.stream_id = s.id)
            """);
        Assert.Contains(new Fault(21, "the log ends at position 20, and should reach 30"), await log.Faults());

        await log.Sql("update tenant_heads set position = 20 where tenant_id = 'cut-off'");
        Assert.Equal([new Fault(21, "the log ends at position 20; a root was recorded when it had reached 30")], await log.Faults());

        await log.Sql("delete from roots where tenant_id = 'cut-off' and position > 20");
        Assert.Equal([new Fault(21, "the log ends at position 20; a root was recorded when it had reached 30")], await log.Faults());

        // With nothing left outside either, nothing tells: this is what the lines are for.
        File.WriteAllLines(log.WitnessFile, File.ReadAllLines(log.WitnessFile)[..2]);
        Assert.Empty(await log.Faults());
    }

    [Fact]
    public async Task Events_past_the_head_or_before_the_first_are_found()
    {
        using var log = await Recorded("beyond", 10);
        await log.Sql($"insert into mt_events select * from (select (jsonb_populate_record(e, jsonb_build_object('seq_id', n, 'version', 20 + n))).* from mt_events e, unnest(array[-1, 11]) n where {log.At(1)}) x");
        var faults = await log.Faults();
        Assert.Contains(new Fault(-1, "there is no such position in a log"), faults);
        Assert.Contains(new Fault(11, "the log goes on to position 11, past its head at 10"), faults);
        Assert.Contains(new Fault(11, "it is not as it was written"), faults);
    }

    [Fact]
    public async Task Where_only_the_event_or_only_the_hash_was_changed_the_position_is_named_and_the_roots_hold()
    {
        using var log = await Recorded("one-of-two", 10, 10);
        await log.Sql($"update mt_events set data = jsonb_set(data, '{{number}}', '77') where {log.At(4)}; update mt_events set leaf_hash = decode(repeat('00', 32), 'hex') where {log.At(14)}");
        Assert.Equal([new(4, "it is not as it was written"), new Fault(14, "it is not as it was written")], await log.Faults());
    }

    [Theory]
    [InlineData("bdata", "update mt_events set bdata = '' where ", "bdata is not null")]
    [InlineData("user", "update mt_events set user_name = 'Kari' where ", "user_name is not null")]
    [InlineData("archived", "update mt_events set is_archived = true where ", "it is marked as archived")]
    [InlineData("clr", "update mt_events set mt_dotnet_type = 'Trepart.Store.Tests.Turned, Trepart.Store.Tests' where ", "mt_dotnet_type names another type")]
    [InlineData("header", "update mt_events set headers = headers || '{\"more\":\"x\"}' where ", "it cannot be read as an event")]
    [InlineData("header-null", "update mt_events set headers = headers || '{\"actor\":null}' where ", "it cannot be read as an event")]
    [InlineData("upper", "update mt_events set headers = headers || jsonb_build_object('actor', upper(headers ->> 'actor')) where ", "it cannot be read as an event")]
    [InlineData("braces", "update mt_events set headers = headers || jsonb_build_object('command', '{' || (headers ->> 'command') || '}') where ", "it cannot be read as an event")]
    [InlineData("unread", "update mt_events set data = '{\"text\":\"a\",\"number\":0.5}' where ", "it cannot be read as an event")]
    [InlineData("forever", "update mt_events set timestamp = 'infinity' where ", "it cannot be read as an event")]
    [InlineData("never", "update mt_events set timestamp = '-infinity' where ", "it cannot be read as an event")]
    [InlineData("orphan", "update mt_events set stream_id = '00000000-0000-7000-8000-000000000001' where ", "it cannot be read as an event")]
    public async Task What_the_hash_does_not_cover_or_cannot_be_made_of_is_found_and_the_rest_is_read(string name, string damage, string told)
    {
        using var log = await Recorded($"beside-{name}", 3, 3);
        await log.Sql(damage + log.At(2));
        await log.Sql($"update mt_events set correlation_id = null where {log.At(5)}");
        var faults = await log.Faults();
        Assert.Contains(new Fault(2, told), faults);
        Assert.Contains(new Fault(5, "it is not as it was written"), faults);
        Assert.Equal(6, (await log.Verify()).Verified.Events);
    }

    [Fact]
    public async Task A_missing_name_of_the_type_is_no_fault()
    {
        using var log = await Recorded("no-name", 3);
        await log.Sql("update mt_events set mt_dotnet_type = null where tenant_id = 'no-name'");
        Assert.Empty(await log.Faults());
    }

    [Theory]
    [InlineData("version", "version = 4", 3, "the version of its stream is another than its events say")]
    [InlineData("no-version", "version = null", 3, "the version of its stream is another than its events say")]
    [InlineData("arena", "arena_id = '00000000-0000-7000-8000-000000000002'", 1, "its stream stands in another arena")]
    [InlineData("created", "created = created - interval '1 microsecond'", 1, "its stream says that it was begun at another time")]
    [InlineData("time", "timestamp = timestamp + interval '1 microsecond'", 3, "its stream says that it was written last at another time")]
    [InlineData("archived", "is_archived = true", 1, "its stream is marked as archived")]
    public async Task A_streams_row_that_does_not_agree_with_its_events_is_found(string name, string set, long position, string told)
    {
        using var log = await Recorded($"stream-{name}", 3);
        await log.Sql($"update mt_streams set {set} where tenant_id = '{log.Tenant.Id}'");
        Assert.Equal([new Fault(position, told)], await log.Faults());
    }

    [Fact]
    public async Task The_kind_of_a_stream_is_in_every_leaf_and_a_stream_without_events_is_told()
    {
        using var log = await Recorded("kind", 3);
        await log.Sql("update mt_streams set type = 'other' where tenant_id = 'kind'");
        Assert.Equal([1, 2, 3], (await log.Faults()).Select(f => f.Position!.Value));

        await log.Sql("""
            update mt_streams set type = 'note' where tenant_id = 'kind';
            insert into mt_streams values ('kind', '00000000-0000-7000-8000-000000000001', 'note', 0, now(), now(), false, '00000000-0000-7000-8000-000000000002')
            """);
        Assert.Equal([new Fault(null, "the stream 00000000-0000-7000-8000-000000000001 has no events")], await log.Faults());
    }

    [Fact]
    public async Task Lines_outside_that_are_damaged_missing_or_of_another_municipality_are_told()
    {
        using var log = await Recorded("lines", 2, 2, 2, 2);
        var lines = File.ReadAllLines(log.WitnessFile);

        File.WriteAllLines(log.WitnessFile, [lines[0], lines[1].Replace("\"root\":\"", "\"root\":\"x", StringComparison.Ordinal), lines[2].Replace("lines", "liner", StringComparison.Ordinal), lines[3]]);
        Assert.Equal(
            [
                new(null, "line 2 of roots-lines.jsonl, kept outside the database, is not as it was written"),
                new(null, "line 3 of roots-lines.jsonl, kept outside the database, is not as it was written"),
                new(4, "the root that was recorded at position 4 is not kept outside the database"),
                new Fault(6, "the root that was recorded at position 6 is not kept outside the database"),
            ],
            await log.Faults());

        // A file begun anew, the old one kept aside, is no fault; none at all is.
        File.WriteAllLines(log.WitnessFile, lines[2..]);
        Assert.Empty(await log.Faults());
        File.Delete(log.WitnessFile);
        Assert.Equal([new Fault(null, "roots were recorded, and none of them is kept outside the database")], await log.Faults());
    }

    [Fact]
    public async Task Every_bit_of_a_line_outside_counts_up_to_its_time()
    {
        using var log = await Recorded("bits", 2, 3);
        var bytes = File.ReadAllBytes(log.WitnessFile);
        var at = Encoding.UTF8.GetString(bytes).IndexOf(",\"recordedAt", StringComparison.Ordinal);
        for (var bit = 0; bit < at * 8; bit++)
        {
            byte[] flipped = [.. bytes];
            flipped[bit / 8] ^= (byte)(1 << (bit % 8));
            File.WriteAllBytes(log.WitnessFile, flipped);
            Assert.True((await log.Faults()) is not [], $"bit {bit % 8} of byte {bit / 8}: {Encoding.UTF8.GetString(flipped)}");
        }
    }

    [Fact]
    public async Task Texts_are_held_against_their_commitments_and_what_was_erased_is_no_fault()
    {
        using var log = await TestLog.In(test, "texts");
        await log.Append(1);
        var stream = Guid.CreateVersion7();
        var written = Enumerable.Range(0, 5).Select(i => new WrittenWords(Guid.CreateVersion7(), $"tekst {i} på norsk", Commitment.NewSalt())).ToList();
        var events = written.Select(w => (object)new Written(new(w.Id, Commitment.To(w.Text, w.Salt)))).ToArray();
        await test.Store.Append(log.Tenant, TestStore.Command(TestStore.On(stream, 0, events) with { Words = written }), default);
        await log.Roots.Record(log.Tenant, default);
        var (verified, faults) = await log.Verify();
        Assert.Empty(faults);
        Assert.Equal(5, verified.Texts);

        await log.Sql($"""
            delete from words where tenant_id = 'texts' and id = '{written[0].Id}';
            update words set text = text || '.' where tenant_id = 'texts' and id = '{written[1].Id}';
            update words set salt = set_bit(salt, 3, 1 - get_bit(salt, 3)) where tenant_id = 'texts' and id = '{written[2].Id}';
            update words set stream_id = '00000000-0000-7000-8000-000000000001' where tenant_id = 'texts' and id = '{written[3].Id}'
            """);
        Assert.Equivalent(
            new[]
            {
                new Fault(3, $"the text {written[1].Id} is not the one that was written"), new Fault(4, $"the text {written[2].Id} is not the one that was written"),
                new Fault(null, $"no event holds on to the text {written[3].Id}"),
            },
            await log.Faults(), strict: true);
    }

    [Fact]
    public async Task A_neighbour_with_the_same_positions_is_neither_read_nor_blamed()
    {
        using var log = await Recorded("neighbour-a", 5);
        using var neighbour = await Recorded("neighbour-b", 5);
        await neighbour.RewriteWithHash(3);
        await neighbour.Sql($"update mt_events set bdata = '' where {neighbour.At(2)}");
        Assert.Empty(await log.Faults());
        Assert.Equal(2, (await neighbour.Faults()).Count);
    }

    [Fact]
    public async Task Every_statement_keeps_to_its_municipality_also_where_row_level_security_does_not_hold()
    {
        var (stream, words) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        await using var superuser = Placement.Of(NpgsqlDataSource.Create(Databases.AsSuperuser(test.Database)));
        var logs = new List<TestLog>();
        foreach (var (name, notes) in new[] { ("alike-a", 2), ("alike-b", 7), ("alike-c", 4) })
        {
            var log = await TestLog.In(test, name);
            var (text, salt) = ($"tekst i {name}", Commitment.NewSalt());
            object[] events = [new Written(new(words, Commitment.To(text, salt))), .. Enumerable.Range(0, notes).Select(i => new Noted(name, i))];
            await test.Store.Append(log.Tenant, TestStore.Command(TestStore.On(stream, 0, events) with { Words = [new(words, text, salt)] }), default);
            test.Clock.Now = test.Clock.Now.AddMinutes(1);
            await new Roots(superuser, log.Witness, test.Clock).Record(log.Tenant, default);
            await log.Append(notes);
            await new Roots(superuser, log.Witness, test.Clock).Record(log.Tenant, default);
            logs.Add(log);
        }

        foreach (var (log, notes) in logs.Zip([2, 7, 4]))
        {
            var (verified, faults) = await log.Verify(superuser);
            Assert.Empty(faults);
            Assert.Equal((1 + (2 * notes), 2, 2, 1), (verified.Events, verified.Roots, verified.Witnessed, verified.Texts));
            Assert.Equal([1 + notes, 1 + (2 * notes)], await log.Positions());
            log.Dispose();
        }
    }

    private async Task<TestLog> Recorded(string tenant, params int[] events)
    {
        var log = await TestLog.In(test, tenant);
        await log.AppendAndRecord(events);
        Assert.Empty(await log.Faults());
        return log;
    }
}
