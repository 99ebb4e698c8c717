using System.Text.Json;
using BenchmarkDotNet.Attributes;
using PolicyOs.Json.Path;

namespace PolicyOs.Benchmarks.Json;

/// <summary>JSONPath over a small document and over arguments of about 1 KiB.</summary>
[MemoryDiagnoser]
[MinColumn]
public class SingularPathBenchmarks
{
    private readonly JsonElement _small = JsonElement.Parse("""{"x":1,"a":{"y":2,"b":3}}""");
    private readonly JsonElement _order = JsonElement.Parse(Sample.Order(1));
    private readonly JsonPath _ab = JsonPath.Parse("$.a.b");
    private readonly JsonPath _tier = JsonPath.Parse("$.customer.tier");
    private readonly JsonPath _color = JsonPath.Parse("$.items[2].attributes.color");
    private readonly JsonPath _prices = JsonPath.Parse("$.items[*].unit_price");
    private readonly JsonPath _costly = JsonPath.Parse("$.items[?@.unit_price > 60].sku");

    [Benchmark(Baseline = true)]
    public bool SingularAB() => _ab.TrySelectSingle(_small, out _);

    [Benchmark]
    public bool SingularInOneKibibyte() => _tier.TrySelectSingle(_order, out _);

    [Benchmark]
    public bool SingularFourSteps() => _color.TrySelectSingle(_order, out _);

    [Benchmark]
    public int Wildcard() => _prices.Select(_order).Count;

    [Benchmark]
    public int Filter() => _costly.Select(_order).Count;
}
