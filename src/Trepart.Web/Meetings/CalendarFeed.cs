using System.Security.Cryptography;
using System.Text;
using Ical.Net.CalendarComponents;
using Ical.Net.DataTypes;
using Ical.Net.Serialization;
using Trepart.Domain;
using Trepart.Web.Boards;

namespace Trepart.Web.Meetings;

/// <summary>A group's meetings for a calendar program: what they are called, when and where. Nothing of what is said in them, and nobody's name.</summary>
public static class CalendarFeed
{
    private const string Zone = "Europe/Oslo";

    public static string Of(ArenaInfo arena, IEnumerable<MeetingRow> meetings, Language text)
    {
        var calendar = new Ical.Net.Calendar { ProductId = "-//Trepart//nb" };
        calendar.AddProperty("X-WR-CALNAME", text.Say("calendar.name", ("group", arena.Name)));
        calendar.AddProperty("X-WR-TIMEZONE", Zone);

        // Hours are by the clock in Norway: a meeting at nine is at nine before and after the clock is changed.
        calendar.AddTimeZone(VTimeZone.FromDateTimeZone(Zone, new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Unspecified), includeHistoricalData: false));
        foreach (var meeting in meetings)
        {
            var start = meeting.Day.ToDateTime(meeting.At, DateTimeKind.Unspecified);
            calendar.Events.Add(new CalendarEvent
            {
                Uid = $"{meeting.Id}@trepart",
                Summary = text.Say("calendar.event", ("group", arena.Name)),
                Location = string.Join(", ", new[] { meeting.Place, arena.Workplace }.OfType<string>()),
                Start = new CalDateTime(start, Zone),
                End = new CalDateTime(start.AddMinutes(meeting.Lasts), Zone),
                Sequence = (int)meeting.Version,
                Status = meeting.Stage is MeetingStage.Cancelled ? "CANCELLED" : "CONFIRMED",

                // Not the moment of asking: the same meetings are the same file, and its ETag holds.
                DtStamp = new CalDateTime(meeting.Day.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc), "UTC"),
            });
        }

        return new CalendarSerializer(calendar).SerializeToString()!;
    }

    public static string TagOf(string feed) => $"\"{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(feed)).AsSpan(0, 16))}\"";
}
