namespace PolicyOs.Benchmarks.Load;

/// <summary>The same thing measured without and with the gateway.</summary>
internal sealed record LoadPair<T>(T Direct, T Governed);
