using PolicyOs.Contracts.Diagnostics;
using PolicyOs.Contracts.Model;
using PolicyOs.Contracts.Syntax;

namespace PolicyOs.Contracts.Compile;

/// <summary><c>resources</c> of mcp_contract.</summary>
internal sealed class ResourceRuleStage : IStage
{
    public void Run(Compilation compilation)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (ResourceSyntax s in (compilation.Syntax.Mcp?.Resources).OrAbsent())
        {
            int server = compilation.Servers.Find(s.Server);
            if (s.Pattern is not { } pattern)
            {
                continue;
            }

            if (!UriTemplate.TryParse(pattern.Value, out _, out string? problem))
            {
                compilation.Report.Add(Codes.BadUriTemplate, pattern.At, $"`{pattern.Value}` is no resource pattern: {problem}", "write RFC 6570 level 1, such as inbox://threads/{id}");
                continue;
            }

            if (!seen.Add(pattern.Value))
            {
                compilation.Report.Add(Codes.DuplicateName, pattern.At, $"resource pattern `{pattern.Value}` is already declared");
            }

            compilation.Resources.Add(new ResourceRule(
                pattern.Value, server, Compilation.Texts(s.RequiredPermissions), [.. s.Labels.Select(compilation.Labels.Intern).Distinct()]));
        }
    }
}
