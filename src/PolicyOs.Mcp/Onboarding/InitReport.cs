using System.Collections.Immutable;
using PolicyOs.Contracts.Model;
using PolicyOs.Gateway.Pinning;

namespace PolicyOs.Mcp.Onboarding;

/// <summary>What <c>policyos init</c> tells: what it starts, what it guessed, what it left out, what is to be decided.</summary>
internal sealed class InitReport(string path, ClientConfig config)
{
    private readonly List<(string Server, string Why)> _leftOut = [];

    /// <summary>A server that the bundle will not have.</summary>
    public void LeaveOut(string server, string why) => _leftOut.Add((server, why));

    /// <summary>Shows what will be started; values of variables are not shown.</summary>
    public void WriteCommands(TextWriter o, ImmutableArray<ServerDraft> drafts)
    {
        o.WriteLine($"{path} ({config.Kind}): {drafts.Length} of {config.Servers.Length} servers");
        foreach (ServerDraft draft in drafts)
        {
            o.WriteLine($"  {draft.Server.Name}: " + draft.Server.Transport switch
            {
                ServerTransport.Stdio stdio => string.Join(' ', stdio.Arguments.Prepend(stdio.Command))
                    + (stdio.Environment.IsEmpty ? "" : $" (with {string.Join(", ", stdio.Environment.Select(variable => variable.Key))})"),
                ServerTransport.Http http => http.Url,
                _ => "",
            });
        }
    }

    /// <summary>Why servers are not in the bundle.</summary>
    public void WriteLeftOut(TextWriter o) => List(o, "Not in the bundle:", _leftOut.Select(server => $"{server.Server}: {server.Why}"));

    /// <summary>Tells what was written.</summary>
    public void Write(
        TextWriter o, string folder, ImmutableArray<(ServerDraft Draft, SurveyedServer Survey)> servers, StarterTools tools, IReadOnlyList<string> notes)
    {
        string shown = Path.GetRelativePath(Environment.CurrentDirectory, folder);
        o.WriteLine();
        o.WriteLine($"Wrote {shown}: {tools.Tools.Length} tools of {servers.Length} servers, mode observe.");
        o.WriteLine();
        o.WriteLine("Guessed (side_effect in tools/NAME.yaml):");
        foreach (IGrouping<(SideEffect Effect, bool IsStated), StarterTool> same in tools.Tools.GroupBy(tool => (tool.Effect, tool.IsStated)).OrderBy(same => same.Key.Effect))
        {
            string why = same.Key.IsStated ? "annotated" : "not annotated";
            Wrapped(o, $"  {same.Key.Effect.ToString().ToLowerInvariant()} ({why}): ", [.. same.Select(tool => tool.Name)]);
        }

        List(o, "Renamed:", tools.Renamed);
        List(o, "Not in the bundle:", _leftOut.Select(server => $"{server.Server}: {server.Why}").Concat(tools.LeftOut).Concat(notes));
        List(o, "Not written, set these where policyos runs:", References(servers));
        List(o, "Noted:", servers.SelectMany(server => server.Draft.Notes.Select(note => $"{server.Draft.Server.Name}: {note}")).Concat(Unpinned(servers)));
        List(o, "Decide:", Decisions(servers, tools));
        List(o, "Next:",
        [
            $"policyos lock {shown}",
            $"policyos test {shown}",
            $"policyos emit {shown} --for {ClientNames.Of(config.Kind)}",
        ]);
    }

    private static IEnumerable<string> References(ImmutableArray<(ServerDraft Draft, SurveyedServer Survey)> servers) =>
        servers.SelectMany(server => server.Draft.References.Select(reference => $"{reference.Variable} (`{reference.Origin}` of {server.Draft.Server.Name})")).Distinct(StringComparer.Ordinal);

    private static IEnumerable<string> Unpinned(ImmutableArray<(ServerDraft Draft, SurveyedServer Survey)> servers)
    {
        foreach ((ServerDraft draft, _) in servers)
        {
            if (draft.Server.Transport is ServerTransport.Stdio { Command: "npx" or "uvx" or "bunx" or "pnpx" } stdio
                && stdio.Arguments.FirstOrDefault(argument => !argument.StartsWith('-')) is { } package
                && package.LastIndexOf('@') <= 0 && !package.Contains("==", StringComparison.Ordinal))
            {
                yield return $"{draft.Server.Name}: {stdio.Command} fetches whichever version of {package} is newest; name one in args";
            }
        }
    }

    private static IEnumerable<string> Decisions(ImmutableArray<(ServerDraft Draft, SurveyedServer Survey)> servers, StarterTools tools)
    {
        StarterTool[] unknown = [.. tools.Tools.Where(tool => !tool.IsStated)];
        if (unknown.Length > 0)
        {
            yield return $"what the {unknown.Length} tools do that no annotation describes; an annotation is the server's own word, too";
        }

        StarterTool[] destructive = [.. tools.Tools.Where(tool => tool.Effect == SideEffect.Destructive)];
        if (destructive.Length > 0)
        {
            yield return $"whether the agent needs {string.Join(", ", destructive.Select(tool => tool.Name))}; blocked_tools in agent_contract.yaml takes a tool away";
        }

        yield return "which values arguments may have: folders, hosts, amounts (argument_value_invariants, input_schema)";
        yield return $"who owns the workflow and {string.Join(", ", servers.Select(server => server.Draft.Server.Name))} (owner in mcp_contract.yaml, the two documents)";
        yield return "when to enforce: `mode` in session.yaml; until then nothing is refused or asked";
        yield return "take the servers out of the client's own configuration, or the agent reaches them around the gateway";
    }

    private static void List(TextWriter o, string title, IEnumerable<string> lines)
    {
        string[] all = [.. lines];
        if (all.Length > 0)
        {
            o.WriteLine();
            o.WriteLine(title);
            foreach (string line in all)
            {
                o.WriteLine("  " + line);
            }
        }
    }

    private static void Wrapped(TextWriter o, string start, ImmutableArray<string> names)
    {
        const int width = 100;
        string line = start;
        for (int i = 0; i < names.Length; i++)
        {
            string word = names[i] + (i + 1 < names.Length ? ", " : "");
            if (line.Length + word.Length > width)
            {
                o.WriteLine(line.TrimEnd());
                line = "    ";
            }

            line += word;
        }

        o.WriteLine(line);
    }
}
