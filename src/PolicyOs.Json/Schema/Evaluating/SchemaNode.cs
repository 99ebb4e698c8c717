using System.Text.Json;
using PolicyOs.Json.Schema.Analysis;
using PolicyOs.Json.Schema.Loading;

namespace PolicyOs.Json.Schema.Evaluating;

/// <summary>A compiled schema: its evaluators by the kind of instance they look at. Filled by the compiler, then never changed.</summary>
internal sealed class SchemaNode(SchemaLocation location)
{
    private static readonly Evaluator[] None = [];

    private readonly Evaluator[][] _byKind = [None, None, None, None, None, None, None, None];
    private Evaluator? _unevaluatedProperties;
    private Evaluator? _unevaluatedItems;
    private TypeConstraint? _types;
    private KeywordAt? _false;

    // One bit per kind of which every instance has the right type; all that most nodes need to ask.
    private int _fittingKinds = -1;
    private bool _fitsIntegers;

    // One bit per kind for which nothing but leaves is asked.
    private int _leafKinds = ~((1 << (int)JsonValueKind.Object) | (1 << (int)JsonValueKind.Array));

    public SchemaLocation Location => location;

    /// <summary>What there is to know about it without an instance.</summary>
    public SchemaShape Shape { get; } = new();

    /// <summary>Whether it is in no text but put in by the compiler.</summary>
    public bool IsSynthetic { get; init; }

    /// <summary>Whether it is the schema <c>false</c>.</summary>
    public bool IsFalse => _false is not null;

    public TypeConstraint? Types
    {
        get => _types;
        set
        {
            _types = value;
            _fittingKinds = value?.FittingKinds ?? -1;
            _fitsIntegers = value is not null && (value.Types & SchemaTypes.Integer) != SchemaTypes.None;
        }
    }

    public void MakeFalse()
    {
        _false = new KeywordAt("", location.Path);
        _fittingKinds = 0;
        _fitsIntegers = false;
    }

    /// <summary>Appends an evaluator for instances of some kinds.</summary>
    public void Add(Evaluator evaluator, params ReadOnlySpan<JsonValueKind> kinds)
    {
        foreach (JsonValueKind kind in kinds)
        {
            _byKind[(int)kind] = [.. _byKind[(int)kind], evaluator];
            _leafKinds &= evaluator.IsLeaf ? -1 : ~(1 << (int)kind);
        }
    }

    /// <summary>Sets what is asked last, of the children that nothing else evaluated.</summary>
    public void AddUnevaluated(Evaluator evaluator, JsonValueKind kind)
    {
        if (kind == JsonValueKind.Object)
        {
            _unevaluatedProperties = evaluator;
        }
        else
        {
            _unevaluatedItems = evaluator;
        }
    }

    public bool Evaluate(JsonElement instance, Evaluation run, Marks? marks)
    {
        JsonValueKind kind = instance.ValueKind;
        if ((_leafKinds >> (int)kind & 1) != 0)
        {
            // Most values end here: of the right type, and one evaluator or none to ask.
            Evaluator[] leaves = _byKind[(int)kind];
            bool fits = (_fittingKinds >> (int)kind & 1) != 0
                || (_fitsIntegers && kind == JsonValueKind.Number && TypeConstraint.IsInteger(instance));
            return fits && leaves.Length <= 1
                ? leaves.Length == 0 || leaves[0].Evaluate(instance, run, marks)
                : EvaluateHere(instance, kind, run, marks);
        }

        if (!run.Enter())
        {
            return false;
        }

        bool entered = run.TracksScope && run.EnterScope(location.Resource);
        bool valid = EvaluateHere(instance, kind, run, marks);
        if (entered)
        {
            run.LeaveScope();
        }

        run.Leave();
        return valid;
    }

    private bool EvaluateHere(JsonElement instance, JsonValueKind kind, Evaluation run, Marks? marks)
    {
        bool valid = (_fittingKinds >> (int)kind & 1) != 0 || FitsAfterAll(instance, kind, run);
        if (!valid && (_false is not null || run.StopsAtFirst))
        {
            return false;
        }

        Evaluator? unevaluated = kind == JsonValueKind.Object ? _unevaluatedProperties : kind == JsonValueKind.Array ? _unevaluatedItems : null;
        return unevaluated is null
            ? EvaluateAll(_byKind[(int)kind], instance, run, marks) && valid
            : EvaluateTracked(unevaluated, instance, run, marks) && valid;
    }

    private bool FitsAfterAll(JsonElement instance, JsonValueKind kind, Evaluation run) => _false is not null
        ? run.Fail(_false, "no value is allowed here")
        : _types!.Holds(instance, kind) || _types.Fail(run, kind);

    private static bool EvaluateAll(Evaluator[] evaluators, JsonElement instance, Evaluation run, Marks? marks)
    {
        bool valid = true;
        foreach (Evaluator evaluator in evaluators)
        {
            if (!evaluator.Evaluate(instance, run, marks))
            {
                valid = false;
                if (run.StopsAtFirst)
                {
                    return false;
                }
            }
        }

        return valid;
    }

    private bool EvaluateTracked(Evaluator unevaluated, JsonElement instance, Evaluation run, Marks? marks)
    {
        JsonValueKind kind = instance.ValueKind;
        Marks own = run.RentMarks(kind == JsonValueKind.Object ? instance.GetPropertyCount() : instance.GetArrayLength());
        bool valid = EvaluateAll(_byKind[(int)kind], instance, run, own);
        if (valid || !run.StopsAtFirst)
        {
            valid &= unevaluated.Evaluate(instance, run, own);
        }

        // What is left was evaluated by unevaluated*, so everything is.
        marks?.SetAll();
        run.Return(own);
        return valid;
    }
}
