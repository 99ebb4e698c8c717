using PolicyOs.Expressions.Checking;
using PolicyOs.Expressions.Functions;
using PolicyOs.Expressions.Syntax;

namespace PolicyOs.Expressions;

/// <summary>What expressions are written against: the variables with their types, the functions, and the container that names resolve in.</summary>
public sealed class CelEnvironment
{
    private readonly Dictionary<string, int> _slots = new(StringComparer.Ordinal);
    private readonly CelVariable[] _variables;

    /// <summary>An environment of these variables and all functions of the standard and of the extensions.</summary>
    /// <param name="variables">Every variable; its position is its slot in a <see cref="CelActivation"/>.</param>
    /// <param name="container">The namespace that unqualified names are looked up in first, from the innermost outwards.</param>
    /// <exception cref="ArgumentException">Two variables have one name.</exception>
    public CelEnvironment(IEnumerable<CelVariable> variables, string container = "")
        : this(variables, container, FunctionTable.Standard)
    {
    }

    internal CelEnvironment(IEnumerable<CelVariable> variables, string container, FunctionTable functions)
    {
        ArgumentNullException.ThrowIfNull(variables);
        ArgumentNullException.ThrowIfNull(container);
        _variables = [.. variables];
        Container = container;
        Functions = functions;
        for (int slot = 0; slot < _variables.Length; slot++)
        {
            if (!_slots.TryAdd(_variables[slot].Name, slot))
            {
                throw new ArgumentException($"the variable `{_variables[slot].Name}` is declared twice", nameof(variables));
            }
        }
    }

    /// <summary>The variables, by slot.</summary>
    public IReadOnlyList<CelVariable> Variables => _variables;

    /// <summary>The namespace that names are looked up in first.</summary>
    public string Container { get; }

    internal FunctionTable Functions { get; }

    /// <summary>How many variables there are.</summary>
    internal int Slots => _variables.Length;

    /// <summary>The slot of a variable; null when there is none of this name.</summary>
    public int? SlotOf(string name) => _slots.TryGetValue(name, out int slot) ? slot : null;

    /// <summary>What a qualified name stands for: candidates from the container outwards (language definition, "Name Resolution").</summary>
    internal NameReference? Resolve(QualifiedName name)
    {
        foreach (string candidate in name.Candidates(Container))
        {
            if (SlotOf(candidate) is { } slot)
            {
                return new NameReference.Variable(slot, _variables[slot].Type);
            }

            if (TypeNames.Find(candidate) is { } type)
            {
                return new NameReference.TypeName(type);
            }
        }

        return null;
    }

    /// <summary>The overloads of a call: of the namespaced function if its target is a namespace, else of the method.</summary>
    internal FunctionReference ResolveFunction(Expr.Call call)
    {
        QualifiedName? scope = call.Target is null ? null : QualifiedName.Of(call.Target, _ => false);
        var name = new QualifiedName(scope is { } target ? $"{target.Text}.{call.Function}" : call.Function, scope?.Rooted ?? call.Rooted);
        if (call.Target is null || scope is not null)
        {
            foreach (string candidate in name.Candidates(Container))
            {
                if (Functions.Find(candidate, isMethod: false) is { Length: > 0 } overloads)
                {
                    return new FunctionReference(candidate, overloads, IsMethod: false, call.Arguments);
                }
            }
        }

        return call.Target is null
            ? new FunctionReference(name.Text, [], IsMethod: false, call.Arguments)
            : new FunctionReference(call.Function, Functions.Find(call.Function, isMethod: true), IsMethod: true, [call.Target, .. call.Arguments]);
    }
}
