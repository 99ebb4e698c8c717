using System.Collections.Immutable;
using PolicyOs.Contracts.Diagnostics;
using PolicyOs.Contracts.Syntax;

namespace PolicyOs.Contracts.Compile;

/// <summary><c>tools</c> of mcp_contract: names, servers, scopes, errors.</summary>
internal sealed class ToolStage : IStage
{
    public void Run(Compilation compilation)
    {
        var ignoringCase = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (DeclaredToolSyntax s in (compilation.Syntax.Mcp?.Tools).OrAbsent())
        {
            int server = compilation.Servers.Find(s.Server);
            if (s.Name is null || !IsUsable(s, compilation.Report))
            {
                // The name that was meant is not known, so no other name can be called unknown.
                compilation.Tools.IsIncomplete = true;
                continue;
            }

            if (compilation.Tools.Declare(s.Name) is not (>= 0 and var number))
            {
                continue;
            }

            if (!ignoringCase.TryAdd(s.Name.Value, s.Name.Value))
            {
                compilation.Report.Add(Codes.NamesDifferInCase, s.Name.At, $"tool `{s.Name.Value}` differs from `{ignoringCase[s.Name.Value]}` only in case");
            }

            compilation.Drafts.Add(Draft(number, s, server, compilation));
        }
    }

    private static ToolDraft Draft(int number, DeclaredToolSyntax s, int server, Compilation compilation)
    {
        var draft = new ToolDraft(number, s.Name!.Value, s) { Server = server };
        foreach (int error in s.Errors.Select(compilation.Errors.Find).Where(e => e >= 0).Distinct())
        {
            draft.Errors.Add(compilation.ErrorClasses[error]);
        }

        ImmutableArray<string> granted = server < 0 ? [] : compilation.CompiledServers[server].AuthScopes;
        foreach (Located<string> scope in s.AuthScopes.Where(scope => server >= 0 && !granted.Contains(scope.Value, StringComparer.Ordinal)))
        {
            compilation.Report.Add(Codes.ScopeNotGranted, scope.At, $"scope `{scope.Value}` is not among the auth_scopes of server `{s.Server!.Value}`");
        }

        return draft;
    }

    private static bool IsUsable(DeclaredToolSyntax s, DiagnosticBag report)
    {
        string name = s.Name!.Value;
        if (!ToolName.IsValid(name))
        {
            string help = s.UpstreamName is null ? "give another `name` and keep this one as `upstream_name`" : "letters, digits, `_`, `.` and `-`, at most 64";
            report.Add(Codes.BadToolName, s.Name.At, $"`{name}` cannot be an exposed tool name", help);
            return false;
        }

        if (ToolName.IsDevice(name))
        {
            report.Add(Codes.BadToolName, s.Name.At, $"`{name}` is the name of a Windows device and cannot name a file", "give another `name` and keep this one as `upstream_name`");
            return false;
        }

        return true;
    }
}
