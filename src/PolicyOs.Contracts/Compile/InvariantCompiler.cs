using System.Collections.Immutable;
using PolicyOs.Contracts.Diagnostics;
using PolicyOs.Contracts.Model;
using PolicyOs.Contracts.Source;
using PolicyOs.Contracts.Syntax;
using PolicyOs.Json.Path;

namespace PolicyOs.Contracts.Compile;

/// <summary>Builds invariants and conditions.</summary>
internal sealed class InvariantCompiler(Compilation compilation)
{
    private DiagnosticBag Report => compilation.Report;

    /// <summary>Invariants on the arguments of a tool.</summary>
    internal ImmutableArray<Invariant> OnArguments(IEnumerable<OperatorsSyntax> entries, ToolDraft? tool) =>
        [.. entries.Select(e => Build(e, compilation.Paths.InArguments(e.Path, tool))).OfType<Invariant>()];

    /// <summary>Invariants on the result of a tool.</summary>
    internal ImmutableArray<Invariant> OnOutput(IEnumerable<OperatorsSyntax> entries, ToolDraft? tool) =>
        [.. entries.Select(e => OnOutput(e, tool)).OfType<Invariant>()];

    /// <summary>An invariant on the result of a tool.</summary>
    internal Invariant? OnOutput(OperatorsSyntax entry, ToolDraft? tool) => Build(entry, compilation.Paths.InOutput(entry.Path, tool));

    /// <summary>An invariant on a document without a schema.</summary>
    internal Invariant? OnAnything(OperatorsSyntax? entry) => entry is null ? null : Build(entry, compilation.Paths.Compile(entry.Path));

    /// <summary>The operators of an entry; at least one is needed.</summary>
    internal ImmutableArray<Operator> Operators(OperatorsSyntax s)
    {
        var operators = ImmutableArray.CreateBuilder<Operator>();
        Add(s.EqualTo, v => new Operator.EqualTo(v));
        Add((s as ValueInvariantSyntax)?.ExactMatch, v => new Operator.EqualTo(YamlJson.Text(v)));
        Add(s.Exists, v => new Operator.Exists(v));
        Add(s.Type, v => new Operator.TypeIs(v));
        Add(s.Contains, v => new Operator.Contains(v));
        if (s.OneOf.IsPresent)
        {
            operators.Add(new Operator.OneOf([.. s.OneOf.Select(v => v.Value)]));
        }

        if (s.Regex is not null)
        {
            operators.Add(compilation.Patterns.Compile(s.Regex) is { } pattern ? new Operator.Matches(pattern) : new Operator.Exists(true));
        }

        Add(s.AtLeast, v => new Operator.AtLeast(v));
        Add(s.AtMost, v => new Operator.AtMost(v));
        Add(s.LengthAtLeast, v => new Operator.LengthAtLeast(v));
        Add(s.LengthAtMost, v => new Operator.LengthAtMost(v));
        if (s.EqualsEnvironment is { } variable)
        {
            operators.Add(new Operator.EqualsEnvironment(compilation.Environment.Intern(variable)));
        }

        AddReference(s as ValueInvariantSyntax, operators);
        Check(s, operators.Count);
        return operators.DrainToImmutable();

        void Add<T>(Located<T>? value, Func<T, Operator> make)
        {
            if (value is not null)
            {
                operators.Add(make(value.Value));
            }
        }
    }

    private void AddReference(ValueInvariantSyntax? s, ImmutableArray<Operator>.Builder operators)
    {
        if (s?.Ref is { } slot)
        {
            operators.Add(new Operator.EqualsSlot(compilation.Slots.Find(slot), s.Tolerance?.Value));
        }
        else if (s?.Tolerance is { } tolerance)
        {
            Report.Add(Codes.ToleranceWithoutRef, tolerance.At, "`tolerance` without `ref`");
        }
    }

    private Invariant? Build(OperatorsSyntax s, JsonPath? path)
    {
        ImmutableArray<Operator> operators = Operators(s);
        return path is null || operators.IsEmpty ? null : new Invariant(path, operators);
    }

    private void Check(OperatorsSyntax s, int count)
    {
        // An operator that is written but wrong is reported already.
        if (count == 0 && !s.Node.Entries.Any(e => OperatorsSyntax.FullNames.Contains(e.Key) || e.Key is "exact_match" or "ref"))
        {
            Report.Add(Codes.NoOperator, s.At, "the entry has no operator", $"operators: {string.Join(", ", s is ValueInvariantSyntax ? ValueInvariantSyntax.SubsetNames : OperatorsSyntax.FullNames)}");
        }

        Bounds.Check(s.AtLeast, s.AtMost, "gte", "lte", Report);
        if (s is { LengthAtLeast: { } least, LengthAtMost: { } most } && least.Value > most.Value)
        {
            Report.Add(Codes.EmptyRange, most.At, $"`length_gte` {least.Value} is above `length_lte` {most.Value}: nothing can pass");
        }
    }
}
