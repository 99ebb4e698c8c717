using BenchmarkDotNet.Attributes;
using PolicyOs.Json.Strict;

namespace PolicyOs.Benchmarks.Json;

/// <summary>The strict edge over a message of about 1 MiB and one of about 1 KiB; bytes divided by time is the rate.</summary>
[MemoryDiagnoser]
[MinColumn]
public class StrictReadBenchmarks
{
    private readonly byte[] _small = Sample.ToolCall(1);
    private readonly byte[] _large = Sample.ToolCall(1000);
    private readonly byte[] _cyrillic = Sample.ToolCall(1000, "Отправить письмо покупателю с подтверждением заказа");

    [GlobalSetup]
    public void Sizes() => Console.WriteLine($"// bytes: small {_small.Length}, large {_large.Length}, cyrillic {_cyrillic.Length}");

    [Benchmark]
    public bool Small() => StrictReader.Check(_small, StrictOptions.Message) is null;

    [Benchmark]
    public bool Large() => StrictReader.Check(_large, StrictOptions.Message) is null;

    [Benchmark]
    public bool LargeCyrillic() => StrictReader.Check(_cyrillic, StrictOptions.Message) is null;
}
