using System.Reflection;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Components;
using Trepart.Domain;

namespace Trepart.Web.Tests;

/// <summary>Which floor may know which, and that nothing is inherited by accident.</summary>
public sealed class FloorRules
{
    private static readonly Assembly DomainFloor = typeof(Matter).Assembly;
    private static readonly Assembly StoreFloor = typeof(EventStore).Assembly;
    private static readonly Assembly WebFloor = typeof(TrepartHost).Assembly;

    [Fact]
    public void The_domain_knows_nothing_but_the_base_library() => Assert.Empty(Foreign(DomainFloor));

    [Fact]
    public void The_store_knows_nothing_but_the_base_library_and_Npgsql() => Assert.Equal(["Npgsql"], Foreign(StoreFloor));

    [Fact]
    public void The_web_floor_is_the_one_that_knows_both() =>
        Assert.Superset(new HashSet<string> { "Trepart.Domain", "Trepart.Store" }, Foreign(WebFloor).ToHashSet());

    [Fact]
    public void Every_class_that_can_be_made_is_sealed() =>
        Assert.Empty(new[] { DomainFloor, StoreFloor, WebFloor }.SelectMany(a => a.GetTypes()).Where(IsOpen).Select(t => t.FullName));

    [Theory]
    [InlineData(typeof(OpenByMistake), true)]
    [InlineData(typeof(FloorRules), false)]
    [InlineData(typeof(Sources), false)]
    public void An_open_class_is_seen(Type type, bool isOpen) => Assert.Equal(isOpen, IsOpen(type));

    /// <summary>Pages are made from .razor files, which cannot say sealed.</summary>
    private static bool IsOpen(Type type) =>
        type is { IsClass: true, IsAbstract: false, IsSealed: false } && !type.IsAssignableTo(typeof(ComponentBase)) && type.Name is not ("Program" or "_Imports")
        && !type.IsDefined(typeof(CompilerGeneratedAttribute)) && type.Namespace?.StartsWith("Trepart", StringComparison.Ordinal) == true;

    private static List<string> Foreign(Assembly floor) =>
        [.. floor.GetReferencedAssemblies().Select(a => a.Name!).Where(n => !n.StartsWith("System.", StringComparison.Ordinal) && n is not ("System" or "netstandard"))
            .Order(StringComparer.Ordinal)];

#pragma warning disable CA1852 // Open on purpose, for the rule to see.
    private class OpenByMistake;
#pragma warning restore CA1852
}
