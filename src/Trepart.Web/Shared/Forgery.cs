using Microsoft.AspNetCore.Antiforgery;

namespace Trepart.Web;

/// <summary>The token that every form carries, so that no other site can send it in the user's name.</summary>
public sealed class Forgery(IAntiforgery antiforgery, IHttpContextAccessor http)
{
    private AntiforgeryTokenSet? _tokens;

    public string Name => Tokens.FormFieldName;

    public string Token => Tokens.RequestToken!;

    private AntiforgeryTokenSet Tokens => _tokens ??= antiforgery.GetAndStoreTokens(http.HttpContext!);
}
