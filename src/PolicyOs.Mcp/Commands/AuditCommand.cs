using System.CommandLine;
using PolicyOs.Journal;
using PolicyOs.Journal.Audit;
using PolicyOs.Mcp.Hosting;
using PolicyOs.Mcp.Operate;

namespace PolicyOs.Mcp.Commands;

/// <summary><c>policyos audit show · export · verify</c>.</summary>
internal static class AuditCommand
{
    private static readonly Argument<string?> s_session = new("session") { Description = "Only this session.", Arity = ArgumentArity.ZeroOrOne };
    private static readonly Option<bool> s_follow = new("--follow") { Description = "Goes on with what comes." };
    private static readonly Argument<string> s_file = new("file") { Description = "An exported journal." };
    private static readonly Option<string?> s_publicKey = new("--key") { Description = "The public key, in hex or PEM, or a file that holds it; by default the one inside." };
    private static readonly Option<bool> s_requireAnchor = new("--require-anchor") { Description = "What follows the last anchor is a fault." };

    private static readonly Option<string?> s_anchors = new("--anchors") { Description = "The file that `run --anchor-to` copied anchors to: shows a journal that was cut or written anew." };

    /// <summary>The command.</summary>
    public static Command Create()
    {
        var show = new Command("show", "Shows the timeline.") { s_session, s_follow, OperateOptions.Bundle, OperateOptions.Store, OperateOptions.Json };
        show.SetAction((arguments, stop) => Output.GuardAsync(() => ShowAsync(arguments, stop)));
        var export = new Command("export", "Writes all streams, anchors and the public key as JSON Lines to standard output.") { OperateOptions.Bundle, OperateOptions.Store };
        export.SetAction((arguments, stop) => Output.GuardAsync(() => ExportAsync(arguments, stop)));
        var verify = new Command("verify", "Verifies an exported journal, offline.") { s_file, s_publicKey, s_anchors, s_requireAnchor };
        verify.SetAction(Verify);
        return new Command("audit", "Reads and proves the journal.") { show, export, verify };
    }

    private static async Task ShowAsync(ParseResult arguments, CancellationToken stop)
    {
        await using OperatorDesk desk = OperatorDesk.Open(arguments);
        string? only = arguments.GetValue(s_session) is { } id ? await desk.FindSessionAsync(id) : null;
        var next = new Dictionary<string, long>(StringComparer.Ordinal);
        using var changed = new SemaphoreSlim(1);
        using IDisposable watch = desk.Journal.Watch(_ => changed.Release());
        try
        {
            do
            {
                await changed.WaitAsync(stop);
                await PrintAsync(desk, only, next, arguments.GetValue(OperateOptions.Json), stop);
            }
            while (arguments.GetValue(s_follow));
        }
        catch (OperationCanceledException)
        {
            // Ctrl-C is how following ends.
        }
    }

    private static async Task PrintAsync(OperatorDesk desk, string? only, Dictionary<string, long> next, bool json, CancellationToken stop)
    {
        var rows = new List<AuditRow>();
        List<string> streams = only is null ? await desk.Journal.StreamsAsync("", stop).ToListAsync(stop) : [only];
        foreach (string stream in streams)
        {
            await foreach (JournalEvent e in desk.Journal.ReadAsync(stream, next.GetValueOrDefault(stream) + 1, stop))
            {
                rows.Add(AuditRow.From(e));
                next[stream] = e.Sequence;
            }
        }

        foreach (AuditRow row in rows.OrderBy(row => row.Time))
        {
            Console.Out.WriteLine(json
                ? System.Text.Json.JsonSerializer.Serialize(row)
                : $"{row.Time:HH:mm:ss.fff}  {row.Stream}#{row.Sequence}  {row.Type}  {row.Actor}  {row.Summary}");
        }
    }

    private static async Task ExportAsync(ParseResult arguments, CancellationToken stop)
    {
        await using OperatorDesk desk = OperatorDesk.Open(arguments);
        await using Stream output = Console.OpenStandardOutput();
        await AuditExport.WriteAsync(desk.Journal, output, stop);
    }

    private static int Verify(ParseResult arguments)
    {
        string path = arguments.GetValue(s_file)!;
        if (!File.Exists(path))
        {
            Console.Error.WriteLine($"policyos: error: there is no file `{path}`");
            return ExitCodes.CannotStart;
        }

        string? anchors = arguments.GetValue(s_anchors);
        if (anchors is not null && !File.Exists(anchors))
        {
            Console.Error.WriteLine($"policyos: error: there is no file `{anchors}`");
            return ExitCodes.CannotStart;
        }

        try
        {
            string? key = arguments.GetValue(s_publicKey) is { } given && File.Exists(given) ? File.ReadAllText(given).Trim() : arguments.GetValue(s_publicKey);
            using FileStream file = File.OpenRead(path);
            AuditReport report = AuditVerifier.Verify(file, key, anchors is null ? [] : File.ReadLines(anchors).Where(line => line.Length > 0));
            return Tell(report, arguments.GetValue(s_requireAnchor));
        }
        catch (FormatException e)
        {
            Console.Error.WriteLine("policyos: error: --key: " + e.Message);
            return ExitCodes.Usage;
        }
    }

    private static int Tell(AuditReport report, bool requireAnchor)
    {
        foreach (AuditFault fault in report.Faults)
        {
            Console.Out.WriteLine($"fault at line {fault.Line}: {fault.Message}{(fault.Stream is null ? "" : $" ({fault.Stream}#{fault.Sequence})")}");
        }

        Console.Out.WriteLine($"{report.Events} events, {report.Anchors} anchors, {report.UnanchoredEvents} events after the last anchor" +
            (report.KeyFromFile ? "; verified with the key inside the file" : ""));
        bool holds = report.Holds && !(requireAnchor && report.UnanchoredEvents > 0);
        Console.Out.WriteLine(holds ? "the journal holds" : "the journal does not hold");
        return holds ? ExitCodes.Ok : ExitCodes.DoesNotHold;
    }
}
