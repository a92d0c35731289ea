using System.Collections.Concurrent;
using System.Security.Cryptography;
using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Extensions.FileProviders;

namespace Trepart.Web.Hardening;

/// <summary>Style sheets, fonts and pictures. Pages ask for them by content, so that a browser keeps them for as long as they are the same.</summary>
public sealed class Assets(IWebHostEnvironment environment)
{
    private readonly ConcurrentDictionary<(string Path, DateTimeOffset Changed), string> _versions = [];

    /// <summary>The address of a file under <c>wwwroot</c>, with the version that it has now.</summary>
    public string this[string path] => $"{path}?v={Version(path, environment.WebRootFileProvider.GetFileInfo(path))}";

    public void Prepare(StaticFileResponseContext answer)
    {
        var path = answer.Context.Request.Path.Value!;
        answer.Context.Response.Headers.CacheControl = answer.Context.Request.Query["v"].ToString() == Version(path, answer.File)
            ? "public, max-age=31536000, immutable"
            : "public, max-age=3600";
    }

    private string Version(string path, IFileInfo file) => _versions.GetOrAdd((path, file.LastModified), _ =>
    {
        using var content = file.CreateReadStream();
        return Convert.ToHexStringLower(SHA256.HashData(content).AsSpan(0, 8));
    });
}
