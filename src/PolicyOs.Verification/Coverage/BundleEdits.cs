using System.Collections.Immutable;
using PolicyOs.Contracts.Model;

namespace PolicyOs.Verification.Coverage;

/// <summary>A compiled bundle with a part changed; every number keeps its meaning.</summary>
internal static class BundleEdits
{
    /// <summary>Tools with contracts.</summary>
    public static IEnumerable<(Tool Tool, ToolContract Contract)> Contracts(this CompiledBundle bundle) =>
        bundle.Tools.Where(tool => tool is { IsAllowed: true, Contract: not null }).Select(tool => (tool, tool.Contract!));

    public static CompiledBundle WithTool(this CompiledBundle bundle, int tool, Func<Tool, Tool> change) =>
        bundle with { Tools = bundle.Tools.SetItem(tool, change(bundle.Tools[tool])) };

    public static CompiledBundle WithContract(this CompiledBundle bundle, int tool, Func<ToolContract, ToolContract> change) =>
        bundle.WithTool(tool, t => t with { Contract = change(t.Contract!) });

    public static CompiledBundle WithContracts(this CompiledBundle bundle, Func<ToolContract, ToolContract> change) =>
        bundle with { Tools = [.. bundle.Tools.Select(tool => tool.Contract is { } contract ? tool with { Contract = change(contract) } : tool)] };

    public static CompiledBundle WithSession(this CompiledBundle bundle, Func<SessionContract, SessionContract> change) =>
        bundle with { Session = change(bundle.Session) };

    public static CompiledBundle WithLimits(this CompiledBundle bundle, Func<SessionLimits, SessionLimits> change) =>
        bundle.WithSession(session => session with { Limits = change(session.Limits) });

    public static CompiledBundle WithPolicy(this CompiledBundle bundle, Func<SessionPolicy, SessionPolicy> change) =>
        bundle.WithSession(session => session with { Policy = change(session.Policy!) });

    public static string FileOf(Tool tool) => $"tools/{tool.Name}.yaml";

    /// <summary>The entries, each with its number and a name that is unique among them.</summary>
    public static IEnumerable<(T Item, int Number, string Name)> Named<T>(this ImmutableArray<T> items, Func<T, string> name)
    {
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        for (int i = 0; i < items.Length; i++)
        {
            string text = name(items[i]);
            int count = seen[text] = seen.GetValueOrDefault(text) + 1;
            yield return (items[i], i, count == 1 ? text : $"{text} {count}");
        }
    }
}
