namespace Trepart.Web.Seats;

/// <summary>From when until when someone has a seat, in words.</summary>
public static class SeatTime
{
    /// <summary>"siden 5.1.2026", "fra 1.3.2027", "til og med 30.6.2026" or "5.1.2026 til 20.11.2026".</summary>
    public static string Of(Language text, SeatHolder holder, DateOnly today)
    {
        var from = text.Date(holder.From);
        if (holder.LeftOn is not { } left)
            return text.Say(holder.From > today ? "seats.from" : "seats.since", ("from", from));
        if (left <= today)
            return text.Say("people.held", ("from", from), ("to", text.Date(left)));
        return text.Say("seats.from-until", ("from", from), ("until", text.Date(left.AddDays(-1))));
    }
}
