using PolicyOs.Expressions.Types;

namespace PolicyOs.Contracts.Compile;

/// <summary>The types of what conditions see (spec 1.7). Sizes are what the cost bound counts on; the budget stops an evaluation that meets more.</summary>
internal static class RuleTypes
{
    private const int MostRoles = 100;
    private const int MostPermissions = 1_000;
    private const int MostLabels = 1_000;

    internal static CelType Principal { get; } = Closed(
        ("id", CelType.String),
        ("type", CelType.String),
        ("roles", CelType.ListOf(CelType.String, MostRoles)),
        ("permissions", CelType.ListOf(CelType.String, MostPermissions)),
        ("attributes", new CelType.Object(new Dictionary<string, CelType>(StringComparer.Ordinal), Open: true)),
        ("tenant", CelType.String));

    internal static CelType Tool { get; } = Closed(
        ("name", CelType.String),
        ("side_effect", CelType.String),
        ("tier", CelType.NullOr(CelType.String)));

    /// <summary>Slots and tools are those of the bundle, so that a name it does not have is found at load.</summary>
    internal static CelType Session(Compilation compilation) => Closed(
        ("id", CelType.String),
        ("phase", CelType.NullOr(CelType.String)),
        ("step_count", CelType.Int),
        ("tool_calls", CelType.Int),
        ("cost", CelType.Double),
        ("labels", CelType.ListOf(CelType.String, MostLabels)),
        ("bindings", Named(compilation.Slots, CelType.Dyn)),
        ("purpose", CelType.NullOr(CelType.String)),
        ("calls", Named(compilation.Tools, CelType.Int)));

    /// <summary>The arguments of a tool; dyn where its input schema is known only when its server has answered.</summary>
    internal static CelType Input(ToolDraft tool, Compilation compilation) =>
        tool.Input is not null && tool.InputSchema is { } schema ? SchemaType.Of(schema, compilation.IsStrictArguments) : CelType.Dyn;

    private static CelType.Object Named(NameTable names, CelType type) =>
        new(names.Names.ToDictionary(static name => name, _ => type, StringComparer.Ordinal), Open: names.IsIncomplete);

    private static CelType.Object Closed(params (string Name, CelType Type)[] fields) =>
        new(fields.ToDictionary(static f => f.Name, static f => f.Type, StringComparer.Ordinal), Open: false);
}
