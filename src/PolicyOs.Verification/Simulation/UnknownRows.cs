using System.Collections.Immutable;
using PolicyOs.Contracts.Model;
using PolicyOs.Expressions;

namespace PolicyOs.Verification.Simulation;

/// <summary>Which rows of spec 2.1 would read, for one call, what was not kept: a decision that comes to none of them is certain.</summary>
internal sealed class UnknownRows(CompiledBundle bundle)
{
    private readonly SortedDictionary<int, string> _rows = [];

    /// <summary>The first such row, and what it would read; null when there is none.</summary>
    public (int Row, string Why)? First => _rows.Count == 0 ? null : _rows.First() is var (row, why) ? (row, why) : null;

    /// <summary>A row reads something that was not kept.</summary>
    public void Add(int row, string why) => _rows.TryAdd(row, why);

    /// <summary>The rows that read the arguments of a call, its caller and the environment.</summary>
    /// <param name="contract">The tool's contract.</param>
    /// <param name="arguments">As far as they were kept.</param>
    /// <param name="isCallerKnown">Whether roles, permissions and attributes of the caller were kept.</param>
    /// <param name="unset">Numbers of environment variables that were not kept.</param>
    public void AddContract(ToolContract contract, KeptDocument arguments, bool isCallerKnown, ImmutableHashSet<int> unset)
    {
        if (!isCallerKnown && (bundle.Session.Policy is not null || contract.Policy is not null || !contract.RequiredPermissions.IsEmpty))
        {
            Add(5, "roles, permissions and attributes of the caller were not kept");
        }

        AddIf(12, contract.Preconditions.Any(p => p.Fact >= 0 && bundle.PriorFacts[p.Fact].Resource is { } entity && arguments.Hides(entity)));
        AddIf(13, Reads(contract.InputInvariants) || Reads(contract.ValueInvariants));
        AddIf(14, Reads(contract.ValueInvariants));
        AddIf(15, contract.Aggregates.Select(number => bundle.Session.Aggregates[number]).Any(a => (a.Path is { } path && arguments.Hides(path)) || a.When.Any(ReadsBound)));
        AddIf(16, contract.EnvelopeStages.Any(stage => bundle.Session.Envelopes[stage.Envelope].Stages[stage.Stage] is var s
            && (s.Key.Any(arguments.Hides) || (s.Role == EnvelopeRole.Constrained && arguments.Hides(s.Path)))));
        AddIf(18, contract.Rules.Any(rule => Hidden(rule.Condition)));
        AddIf(19, Reads(contract.ExecutionConstraints));
        AddIf(20, contract.Checkpoints.Any(checkpoint => checkpoint.When.Any(condition => condition switch
        {
            Condition.OnPath on => ReadsOne(on.Invariant),
            Condition.Expression expression => Hidden(expression.Program),
            _ => true,
        })));

        bool Reads(ImmutableArray<Invariant> invariants) => invariants.Any(ReadsOne);
        bool ReadsOne(Invariant invariant) =>
            arguments.Hides(invariant.Path) || invariant.Operators.Any(op => op is Operator.EqualsEnvironment variable && unset.Contains(variable.Variable));
        bool ReadsBound(ConditionalBound bound) => bound.Condition switch
        {
            BoundCondition.OnSlot slot => slot.Operators.Any(op => op is Operator.EqualsEnvironment variable && unset.Contains(variable.Variable)),
            BoundCondition.Expression expression => expression.ByTool.Any(program => program is not null && Hidden(program)),
            _ => true,
        };
        bool Hidden(CelProgram program) => program.Reads.Any(read => read.Slot switch
        {
            RuleVariables.Input => arguments.Hides(read.Fields),
            RuleVariables.Principal => !isCallerKnown,
            _ => false,
        });
        void AddIf(int row, bool reads)
        {
            if (reads)
            {
                Add(row, "a value that it reads was not kept");
            }
        }
    }

    /// <summary>Whether settling a committed call reads what was not kept of its arguments.</summary>
    public static bool HidesCapture(CompiledBundle bundle, ToolContract contract, KeptDocument arguments) =>
        contract.Binds.Any(bind => bind.Source != ValueSource.Output && arguments.Hides(bind.Path))
        || contract.EstablishesFacts.Any(fact => bundle.PriorFacts[fact].Resource is { } entity && arguments.Hides(entity))
        || contract.EnvelopeStages.Any(stage => bundle.Session.Envelopes[stage.Envelope].Stages[stage.Stage] is var s
            && (s.Key.Any(arguments.Hides) || (s.Source != ValueSource.Output && arguments.Hides(s.Path))));

    /// <summary>Whether settling a call reads what was not kept of the data of its result, the output schema aside.</summary>
    public static bool HidesResult(CompiledBundle bundle, ToolContract contract, KeptDocument data) =>
        contract.OutputInvariants.Any(invariant => data.Hides(invariant.Path))
        || contract.Binds.Any(bind => bind.Source == ValueSource.Output && data.Hides(bind.Path))
        || contract.EstablishesFacts.Any(fact => bundle.PriorFacts[fact].WithOutput.Any(invariant => data.Hides(invariant.Path)))
        || contract.LabelsFromOutput.Any(label => data.Hides(label.Condition.Path))
        || (contract.Cost is Cost.FromOutput cost && data.Hides(cost.Path))
        || contract.EnvelopeStages.Any(stage => bundle.Session.Envelopes[stage.Envelope].Stages[stage.Stage] is { Source: ValueSource.Output, Role: not EnvelopeRole.Constrained } s
            && data.Hides(s.Path));
}
