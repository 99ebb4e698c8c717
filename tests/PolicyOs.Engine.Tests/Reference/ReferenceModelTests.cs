using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using PolicyOs.Testing;

namespace PolicyOs.Engine.Tests.Reference;

/// <summary>
/// The engine against the naive model: the same verdict and code at every step, the same visible tools, the same read-outs.
/// POLICYOS_REFERENCE_SEQUENCES says how many sequences (2,000 when not given, 20,000 in CI).
/// </summary>
public sealed class ReferenceModelTests
{
    private const int MaxSteps = 60;

    private static readonly int Sequences =
        int.TryParse(Environment.GetEnvironmentVariable("POLICYOS_REFERENCE_SEQUENCES"), NumberStyles.None, CultureInfo.InvariantCulture, out int n) ? n : 2_000;

    [Fact]
    public void Engine_RandomBundlesAndSequences_AgreesWithTheNaiveModel()
    {
        Gen<(int Seed, int Steps)> sequences = Gen.Choose(0, int.MaxValue - 1).Zip(Gen.Choose(1, MaxSteps), static (seed, steps) => (seed, steps));

        // A failing sequence shrinks to its shortest failing prefix: the seed gives the same beginning whatever the length.
        Arbitrary<(int Seed, int Steps)> arbitrary = Arb.From(
            sequences, static s => Enumerable.Range(1, s.Steps - 1).Select(steps => (s.Seed, steps)));
        int workers = Environment.ProcessorCount;
        HashSet<string>[] reached = [.. Enumerable.Range(0, workers).Select(_ => new HashSet<string>(StringComparer.Ordinal))];
        Parallel.For(0, workers, worker => Prop.ForAll(arbitrary, s => new TwinRun(s.Seed, reached[worker]).Run(s.Steps))
            .Check(Seeded.Times((Sequences + workers - 1) / workers, worker).WithQuietOnSuccess(true)));

        // The sequences are worth something only if they reach what they are about.
        string[] expected =
        [
            "Allow", "Wait", "settled", "SESSION_KILLED", "CIRCUIT_BREAKER_TRIPPED", "SESSION_CLOSED", "TOOL_BLOCKED", "UNKNOWN_ACTION", "TOOL_NOT_ALLOWED",
            "TOOL_QUARANTINED", "LABEL_GATE_DENIED", "POLICY_DENIED", "PERMISSION_DENIED", "PURPOSE_DENIED", "RISK_GATE_BLOCKED", "IDEMPOTENCY_CONFLICT",
            "IDEMPOTENCY_IN_DOUBT", "IDEMPOTENCY_KEY_REQUIRED", "WRONG_PHASE", "ILLEGAL_TRANSITION", "FORBIDDEN_IN_STATE", "SESSION_LIMIT_EXCEEDED",
            "TOOL_LIMIT_EXCEEDED", "COST_LIMIT_EXCEEDED", "LOOP_DETECTED", "RATE_LIMITED", "PRECONDITION_NOT_MET", "INPUT_INVARIANT_FAILED",
            "ARGUMENT_VALUE_MISMATCH", "REF_UNBOUND", "REF_MISMATCH", "AGGREGATE_VIOLATION", "ENVELOPE_VIOLATION", "ENVELOPE_REFERENCE_MISSING", "RULE_DENIED",
            "EXECUTION_CONSTRAINT_VIOLATED", "APPROVAL_PENDING", "CHECKPOINT_DENIED", "CHECKPOINT_TIMEOUT", "APPROVAL_FLOOD", "OUTPUT_INVARIANT_FAILED",
            "TOOL_TIMEOUT", "EXECUTION_ERROR", "CANCELLED", "UPSTREAM_UNAVAILABLE",
        ];
        Assert.Empty(Sequences >= 1_000 ? expected.Except(reached.SelectMany(codes => codes)) : []);
    }
}
