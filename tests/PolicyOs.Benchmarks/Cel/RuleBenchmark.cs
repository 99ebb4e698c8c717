using System.Text.Json;
using BenchmarkDotNet.Attributes;
using PolicyOs.Expressions;
using PolicyOs.Expressions.Types;
using PolicyOs.Expressions.Values;

namespace PolicyOs.Benchmarks.Cel;

/// <summary>The rule of the goal, on JSON as it arrives: at most 250 ns and 200 bytes.</summary>
[MemoryDiagnoser]
public class RuleBenchmark
{
    /// <summary>The same text as in cel-compare/compare.mjs.</summary>
    public const string Rule = "input.budget.amount <= principal.attributes.budget_limit && input.tier in [1,2,3]";

    private readonly JsonElement _input = Parse("""{"name":"spring","tier":2,"budget":{"currency":"EUR","amount":4500},"channel":"mail"}""");
    private readonly JsonElement _principal = Parse("""{"id":"u1","roles":["marketer"],"attributes":{"region":"eu","budget_limit":5000}}""");
    private readonly CelEnvironment _environment = new([new CelVariable("input", InputType), new CelVariable("principal", CelType.Dyn)]);
    private readonly CelProgram _program;
    private readonly CelActivation _reused;

    public RuleBenchmark()
    {
        _program = CelProgram.Compile(Rule, _environment, CelType.Bool).Program!;
        _reused = Activation();
        if (_program.Evaluate(_reused).Truth is not true)
        {
            throw new InvalidOperationException("the rule does not hold, so the measurement would be of something else");
        }
    }

    private static CelType InputType => Object(
        ("name", CelType.String), ("tier", CelType.Int), ("channel", CelType.String),
        ("budget", Object(("currency", CelType.String), ("amount", CelType.Double))));

    /// <summary>With an activation that a caller keeps.</summary>
    [Benchmark(Baseline = true)]
    public bool? Evaluate() => _program.Evaluate(_reused).Truth;

    /// <summary>With the values set anew, as for each call.</summary>
    [Benchmark]
    public bool? ActivateAndEvaluate() => _program.Evaluate(Activation()).Truth;

    /// <summary>At load.</summary>
    [Benchmark]
    public CelProgram? Compile() => CelProgram.Compile(Rule, _environment, CelType.Bool).Program;

    private CelActivation Activation()
    {
        var activation = new CelActivation(_environment);
        activation[0] = CelValue.FromJson(_input);
        activation[1] = CelValue.FromJson(_principal);
        return activation;
    }

    private static CelType.Object Object(params (string Name, CelType Type)[] fields) =>
        new(fields.ToDictionary(field => field.Name, field => field.Type, StringComparer.Ordinal), Open: false);

    private static JsonElement Parse(string json)
    {
        using JsonDocument document = JsonDocument.Parse(json);
        return document.RootElement.Clone();
    }
}
