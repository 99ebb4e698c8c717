namespace PolicyOs.Benchmarks.Load.Http;

/// <summary>What was measured of one way to the server.</summary>
/// <param name="Way">Its name.</param>
/// <param name="InFlight">Calls at once.</param>
/// <param name="Calls">How long each took.</param>
internal sealed record HttpLoadRow(string Way, int InFlight, Latencies Calls);
