using System.Text.Json;
using BenchmarkDotNet.Attributes;
using PolicyOs.Json.Schema;
using PolicyOs.Testing;

namespace PolicyOs.Benchmarks.Json;

/// <summary>A tool call of about 1 KiB against a schema of more than 30 keywords; ajv/compare.sh runs ajv on the same files.</summary>
[MemoryDiagnoser]
public class SchemaBenchmarks
{
    private readonly JsonSchema _schema = JsonSchema.Compile(Read("schema.json")).Schema!;
    private readonly JsonElement _valid = Read("valid.json");
    private readonly JsonElement _invalid = Read("invalid.json");

    [Benchmark]
    public bool Valid() => _schema.IsValid(_valid);

    [Benchmark]
    public bool Invalid() => _schema.IsValid(_invalid);

    [Benchmark]
    public SchemaViolation? InvalidWithFirstViolation() => _schema.FirstViolation(_invalid);

    private static JsonElement Read(string name) =>
        JsonElement.Parse(File.ReadAllBytes(RepositoryRoot.At("tests", "PolicyOs.Benchmarks", "ajv", name)));
}
