using System.Collections.Immutable;
using System.Text.RegularExpressions;
using PolicyOs.Contracts.Model;

namespace PolicyOs.Mcp.Onboarding;

/// <summary>The variables that a bundle's servers refer to.</summary>
internal static partial class ServerReferences
{
    /// <summary>Names of variables, each once, in order.</summary>
    public static ImmutableArray<string> Of(CompiledBundle bundle) => [.. bundle.Servers.SelectMany(Of).Distinct(StringComparer.Ordinal)];

    /// <summary>Names of variables of one server.</summary>
    public static IEnumerable<string> Of(Server server)
    {
        IEnumerable<string> values = server.Transport switch
        {
            ServerTransport.Stdio stdio => stdio.Environment.Select(variable => variable.Value),
            ServerTransport.Http http => http.Headers.Select(header => header.Value).Prepend(http.Url),
            _ => [],
        };
        return values.SelectMany(value => Reference().Matches(value)).Select(match => match.Groups["name"].Value);
    }

    [GeneratedRegex("""\$\{env:(?<name>[A-Za-z0-9_]+)\}""", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Reference();
}
