namespace Trepart.Web.Access;

/// <summary>
/// What a page, or an answer of the API, shows of persons. The one list of which reads are logged. A route says which of these it shows; one that
/// says nothing fails a test.
/// </summary>
/// <param name="Code">Stable: it stands in the access log, and finds its text <c>access.kind.{code}</c>.</param>
/// <param name="IsLogged">A read of it leaves an entry.</param>
public sealed record PersonalData(string Code, bool IsLogged)
{
    /// <summary>Nothing but the reader's own name.</summary>
    public static readonly PersonalData None = new("none", IsLogged: false);

    /// <summary>What is about the reader herself.</summary>
    public static readonly PersonalData Own = new("own", IsLogged: false);

    /// <summary>
    /// What was written in a group, told from seats and with no name. Not logged: reading it is the group's work, and a record of who reads how much
    /// would be a control measure (aml. kap. 9).
    /// </summary>
    public static readonly PersonalData Texts = new("texts", IsLogged: false);

    /// <summary>The made-up persons of a demo, to choose from at sign-in.</summary>
    public static readonly PersonalData Demo = new("demo", IsLogged: false);

    /// <summary>The register of persons, as a list.</summary>
    public static readonly PersonalData Register = new("register", IsLogged: true);

    /// <summary>One person in the register, and the forms that correct and erase her.</summary>
    public static readonly PersonalData Person = new("person", IsLogged: true);

    /// <summary>Who holds or held the seats, by name, and the register to choose a new one from.</summary>
    public static readonly PersonalData SeatHolders = new("seat-holders", IsLogged: true);

    /// <summary>Who is let in as an auditor, by name: an office that is held openly, shown to those who oversee it.</summary>
    public static readonly PersonalData Mandates = new("mandates", IsLogged: false);

    /// <summary>
    /// Who sits in a group, by name, to those who work there: offices that are held openly. Not logged, as texts are not.
    /// </summary>
    public static readonly PersonalData GroupOffices = new("group-offices", IsLogged: false);

    /// <summary>
    /// Whom a chief follows up, by name, and who has told her of interest in a vacant seat; and what the two of a pair wrote. Not logged: only the two
    /// read it, and an entry that says to which union's chief someone turned would outlive the interest itself (decision 0018).
    /// </summary>
    public static readonly PersonalData FollowedUp = new("followed-up", IsLogged: false);

    /// <summary>
    /// The few persons outside the municipalities whom the transition unit must reach, by office, with what they gave for it. Not logged: those who work in
    /// the unit keep it, and nobody else reads it.
    /// </summary>
    public static readonly PersonalData UnitRegister = new("unit-register", IsLogged: false);

    /// <summary>Everything about one person, put together.</summary>
    public static readonly PersonalData PersonExport = new("person-export", IsLogged: true);

    /// <summary>Who held the seats that acted, by name, in the audit trail.</summary>
    public static readonly PersonalData TrailNames = new("trail-names", IsLogged: true);

    /// <summary>Who gave an input, by name.</summary>
    public static readonly PersonalData InputGiver = new("input-giver", IsLogged: true);

    /// <summary>The access log itself.</summary>
    public static readonly PersonalData AccessEntries = new("access-entries", IsLogged: true);

    public static IReadOnlyList<PersonalData> All { get; } =
        [None, Own, Texts, Demo, Mandates, GroupOffices, FollowedUp, UnitRegister, Register, Person, SeatHolders, PersonExport, TrailNames, InputGiver, AccessEntries];
}

public static class PersonalDataExtensions
{
    /// <summary>
    /// The route shows this of persons. Where that is logged, its handler settles it with <see cref="AccessLog"/> before it answers: a handler that
    /// forgets is stopped before anything goes out.
    /// </summary>
    public static TBuilder Shows<TBuilder>(this TBuilder route, PersonalData what)
        where TBuilder : IEndpointConventionBuilder
    {
        route.WithMetadata(what);
        if (what.IsLogged)
        {
            route.AddEndpointFilter(async (context, next) =>
            {
                // A group may say it for its routes, and one of them something else.
                if (context.HttpContext.GetEndpoint()?.Metadata.GetMetadata<PersonalData>() != what)
                    return await next(context);
                var answer = await next(context);
                var settled = context.HttpContext.RequestServices.GetRequiredService<AccessLog>().Settled;
                return settled.Contains(what) || answer is Microsoft.AspNetCore.Http.HttpResults.ProblemHttpResult or Microsoft.AspNetCore.Http.HttpResults.RedirectHttpResult
                    ? answer
                    : throw new InvalidOperationException($"{context.HttpContext.GetEndpoint()?.DisplayName} shows '{what.Code}' and has not said to whom.");
            });
        }

        return route;
    }

    /// <summary>The route shows nothing of persons but the reader's own name.</summary>
    public static TBuilder ShowsNobody<TBuilder>(this TBuilder route)
        where TBuilder : IEndpointConventionBuilder => route.Shows(PersonalData.None);
}
