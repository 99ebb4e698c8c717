using System.Collections.Immutable;
using System.Text.Json;
using PolicyOs.Contracts.Model;
using PolicyOs.Gateway.Configuration;
using PolicyOs.Gateway.Pinning;
using PolicyOs.Mcp.Operate;

namespace PolicyOs.Mcp.Commands;

/// <summary>What <c>policyos lock</c> prints.</summary>
internal static class LockReport
{
    private const int LongestValue = 240;

    /// <summary>Writes it to standard output.</summary>
    public static void Write(CompiledBundle bundle, ImmutableArray<SurveyedServer> servers, LockPlan plan, bool json)
    {
        if (json)
        {
            Output.Json(w => Write(w, plan));
            return;
        }

        TextWriter o = Console.Out;
        foreach (SurveyedServer server in servers)
        {
            LockedServer offer = server.Offer!;
            o.WriteLine($"{server.Server.Name}: {offer.Name} {offer.Version}, protocol {offer.Protocol}: " +
                $"{offer.Tools.Count} tools, {offer.Prompts.Count} prompts, {offer.Resources.Count + offer.ResourceTemplates.Count} resources and templates");
            foreach (string problem in Problems(bundle, server))
            {
                o.WriteLine("  attention: " + problem);
            }
        }

        foreach (LockChange change in plan.Taken)
        {
            Write(o, change.NeedsAcceptance ? "accepted" : "new", change);
        }

        foreach (LockChange change in plan.Open)
        {
            Write(o, "not accepted", change);
        }

        o.WriteLine(plan switch
        {
            { IsNew: true } => "wrote bundle.lock.json",
            { Open.IsEmpty: false } => $"{plan.Open.Length} changes are not accepted and stay quarantined; review them, then: policyos lock {bundle.Name} --accept NAME…",
            { Writes: true } => "wrote bundle.lock.json",
            _ => "bundle.lock.json is current",
        });
    }

    private static IEnumerable<string> Problems(CompiledBundle bundle, SurveyedServer server)
    {
        foreach (string name in server.Ambiguous)
        {
            yield return $"`{name}` is listed more than once; it stays quarantined";
        }

        int number = bundle.Servers.IndexOf(server.Server);
        foreach (Tool tool in bundle.Tools.Where(tool => tool.Server == number && tool.IsAllowed))
        {
            if (!server.Offer!.Tools.TryGetValue(tool.UpstreamName, out LockedEntry? entry))
            {
                yield return $"tool `{tool.Name}` is allowed, and the server does not offer `{tool.UpstreamName}`";
            }
            else if (InvisibleText.Find(entry.Definition) is { } hidden)
            {
                yield return $"the definition of `{tool.Name}` holds the invisible character {hidden}; it stays quarantined";
            }
        }
    }

    private static void Write(TextWriter o, string status, LockChange change)
    {
        string name = change.Name.Length == 0 ? change.What : $"{change.What} {change.Name}";
        o.WriteLine($"{status}: {change.Server}: {name} {change.Kind}");
        foreach ((string pointer, string? old, string? now) in change.Places)
        {
            o.WriteLine($"  {(pointer.Length == 0 ? "text" : pointer)}");
            o.WriteLine($"    - {Short(old)}");
            o.WriteLine($"    + {Short(now)}");
        }
    }

    private static string Short(string? value) => value is null ? "(absent)" : value.Length <= LongestValue ? value : value[..LongestValue] + "…";

    private static void Write(Utf8JsonWriter w, LockPlan plan)
    {
        w.WriteStartObject();
        w.WriteBoolean("written", plan.Writes);
        w.WriteStartArray("changes");
        foreach ((LockChange change, bool isTaken) in plan.Taken.Select(c => (c, true)).Concat(plan.Open.Select(c => (c, false))))
        {
            w.WriteStartObject();
            w.WriteString("server", change.Server);
            w.WriteString("what", change.What);
            w.WriteString("name", change.Name);
            w.WriteString("kind", change.Kind);
            w.WriteBoolean("accepted", isTaken);
            w.WriteStartArray("places");
            foreach ((string pointer, string? old, string? now) in change.Places)
            {
                w.WriteStartObject();
                w.WriteString("pointer", pointer);
                w.WriteString("old", old);
                w.WriteString("new", now);
                w.WriteEndObject();
            }

            w.WriteEndArray();
            w.WriteEndObject();
        }

        w.WriteEndArray();
        w.WriteEndObject();
    }
}
