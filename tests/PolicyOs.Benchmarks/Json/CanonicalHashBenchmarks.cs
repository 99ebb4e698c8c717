using System.Text.Json;
using BenchmarkDotNet.Attributes;
using PolicyOs.Json.Canonical;

namespace PolicyOs.Benchmarks.Json;

/// <summary>Hashes of the canonical form of arguments of about 1 KiB, and of about 100 KiB.</summary>
[MemoryDiagnoser]
[MinColumn]
public class CanonicalHashBenchmarks
{
    private readonly byte[] _key = new byte[32];
    private readonly byte[] _hash = new byte[32];
    private readonly JsonElement _small = JsonElement.Parse(Sample.Order(1));
    private readonly JsonElement _large = JsonElement.Parse(Sample.ToolCall(100));

    [Benchmark]
    public void Sha256OfOneKibibyte() => CanonicalHash.Sha256(_small, CanonicalForm.Exact, _hash);

    [Benchmark]
    public void HmacOfOneKibibyte() => CanonicalHash.HmacSha256(_small, CanonicalForm.Exact, _key, _hash);

    [Benchmark]
    public void Sha256OfOneHundredKibibytes() => CanonicalHash.Sha256(_large, CanonicalForm.Exact, _hash);
}
