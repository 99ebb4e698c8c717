using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using PolicyOs.Contracts.Model;
using PolicyOs.Gateway.Configuration;
using PolicyOs.Gateway.Pinning;

namespace PolicyOs.Mcp.Onboarding;

/// <summary>Names the tools of several servers apart and guesses what they do.</summary>
/// <param name="Tools">In the order of servers and names.</param>
/// <param name="Renamed">Tools that clients will know by another name, with the reason.</param>
/// <param name="LeftOut">Tools that the bundle does not have, with the reason.</param>
internal sealed record StarterTools(ImmutableArray<StarterTool> Tools, ImmutableArray<string> Renamed, ImmutableArray<string> LeftOut)
{
    private const int LongestName = 64;

    /// <summary>Plans the tools of what the servers offer.</summary>
    public static StarterTools Plan(IEnumerable<(ServerDraft Draft, SurveyedServer Survey)> servers)
    {
        var offered = new List<(string Server, string Name, JsonElement Definition)>();
        var leftOut = new List<string>();
        foreach ((ServerDraft draft, SurveyedServer survey) in servers)
        {
            string server = draft.Server.Name;
            leftOut.AddRange(survey.Ambiguous.Select(name => $"{server}/{name}: the server lists it more than once"));
            foreach ((string name, LockedEntry entry) in survey.Offer!.Tools.OrderBy(tool => tool.Key, StringComparer.Ordinal))
            {
                if (InvisibleText.Find(entry.Definition) is { } hidden)
                {
                    leftOut.Add($"{server}/{name}: its definition holds the invisible character {hidden}");
                }
                else if (draft.From.HiddenTools.Contains(name) || draft.From.ShownTools?.Contains(name) == false)
                {
                    leftOut.Add($"{server}/{name}: the client does not use it");
                }
                else
                {
                    offered.Add((server, name, entry.Definition));
                }
            }
        }

        var sharing = offered.GroupBy(tool => Exposable(tool.Name), StringComparer.OrdinalIgnoreCase).Where(same => same.Count() > 1).Select(same => same.Key)
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
        var taken = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var renamed = new List<string>();
        var tools = ImmutableArray.CreateBuilder<StarterTool>();
        foreach ((string server, string name, JsonElement definition) in offered)
        {
            string plain = Exposable(name);
            string exposed = Unique(sharing.Contains(plain) ? Exposable($"{server}_{name}") : plain, taken);
            if (exposed != name)
            {
                renamed.Add($"{server}/{name} is `{exposed}`: {(sharing.Contains(plain) ? "another tool has the same name" : "its name cannot be a file's")}");
            }

            (SideEffect effect, bool isStated) = Effect(definition);
            tools.Add(new(exposed, server, name, effect, isStated, definition));
        }

        return new(tools.ToImmutable(), [.. renamed], [.. leftOut]);
    }

    /// <summary>A name that a server of a bundle, a folder or a file can have.</summary>
    public static string Exposable(string name)
    {
        var text = new StringBuilder();
        foreach (char c in name.Length > LongestName ? name[..LongestName] : name)
        {
            text.Append(char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.' ? c : '_');
        }

        string stem = text.ToString().Split('.')[0].ToUpperInvariant();
        bool isDevice = stem is "CON" or "PRN" or "AUX" or "NUL" || (stem.Length == 4 && char.IsAsciiDigit(stem[3]) && stem[..3] is "COM" or "LPT");
        return isDevice || text.ToString().Trim('.').Length == 0 ? $"tool_{text}"[..Math.Min(LongestName, text.Length + 5)] : text.ToString();
    }

    private static string Unique(string name, HashSet<string> taken)
    {
        string unique = name;
        for (int n = 2; !taken.Add(unique); n++)
        {
            string end = $"_{n}";
            unique = name[..Math.Min(name.Length, LongestName - end.Length)] + end;
        }

        return unique;
    }

    // MCP, tool annotations: hints, and what is not said counts as a write here.
    private static (SideEffect Effect, bool IsStated) Effect(JsonElement definition)
    {
        JsonElement annotations = definition.TryGetProperty("annotations"u8, out JsonElement a) && a.ValueKind == JsonValueKind.Object ? a : default;
        return (Hint("readOnlyHint"), Hint("destructiveHint")) switch
        {
            (true, _) => (SideEffect.Read, true),
            (_, true) => (SideEffect.Destructive, true),
            (false, _) or (_, false) => (SideEffect.Write, true),
            _ => (SideEffect.Write, false),
        };

        bool? Hint(string name) => annotations.ValueKind == JsonValueKind.Object && annotations.TryGetProperty(name, out JsonElement hint)
            && hint.ValueKind is JsonValueKind.True or JsonValueKind.False ? hint.GetBoolean() : null;
    }
}
