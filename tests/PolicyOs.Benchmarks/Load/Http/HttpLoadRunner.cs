using PolicyOs.Gateway.Upstream;
using PolicyOs.Mcp.Demo;

namespace PolicyOs.Benchmarks.Load.Http;

/// <summary>
/// <c>-- load --http</c>: calls over HTTP through the gateway and through proxies that do nothing but pass on, in front of the same stdio
/// server, beside that server alone. They take turns in one run, so that what the machine does besides falls on all.
/// </summary>
internal static class HttpLoadRunner
{
    private const int Rounds = 5;
    private const int CallsPerRound = 1000;
    private static readonly int[] s_inFlight = [1, 32];

    /// <summary>Measures, prints a table and writes it to <paramref name="report"/>.</summary>
    /// <param name="program">The published executable.</param>
    /// <param name="report">Path of the file; null prints only.</param>
    /// <returns>0, or 1 when the goal is missed.</returns>
    public static async Task<int> RunAsync(SelfCommand program, string? report)
    {
        HttpTarget[] targets = [HttpTarget.Governed(program), HttpTarget.McpProxy(program), HttpTarget.Supergateway(program)];
        LoadTarget direct = LoadTarget.Direct(program);
        var rows = new List<HttpLoadRow>();
        foreach (int inFlight in s_inFlight)
        {
            await Console.Error.WriteLineAsync($"{Rounds} rounds of {CallsPerRound} calls each way, {inFlight} in flight");
            rows.AddRange(await MeasureAsync(direct, targets, inFlight));
        }

        var results = new HttpLoadResults([.. rows]);
        string text = HttpLoadReport.Write(results);
        await Console.Out.WriteLineAsync(text);
        if (report is not null)
        {
            await File.WriteAllTextAsync(report, text);
        }

        return results.Goals.All(goal => goal.IsMet) ? 0 : 1;
    }

    private static async Task<List<HttpLoadRow>> MeasureAsync(LoadTarget direct, HttpTarget[] targets, int inFlight)
    {
        await using LineClient toServer = await direct.ConnectAsync();
        var connections = new List<HttpConnection>();
        try
        {
            foreach (HttpTarget target in targets)
            {
                connections.Add(await HttpConnection.OpenAsync(target));
            }

            List<HttpLoadRow> rows = [new(direct.Name, inFlight, new()), .. targets.Select(target => new HttpLoadRow(target.Name, inFlight, new()))];
            foreach (bool isWarm in (bool[])[false, true])
            {
                for (int round = 0; round < Rounds; round++)
                {
                    await direct.MeasureAsync(toServer, CallsPerRound, inFlight, isWarm ? rows[0].Calls : new());
                    for (int i = 0; i < connections.Count; i++)
                    {
                        await LoadRound.RunAsync(CallsPerRound, inFlight, connections[i].CallAsync, isWarm ? rows[i + 1].Calls : new());
                    }
                }
            }

            return rows;
        }
        finally
        {
            foreach (HttpConnection connection in connections)
            {
                await connection.DisposeAsync();
            }
        }
    }
}
