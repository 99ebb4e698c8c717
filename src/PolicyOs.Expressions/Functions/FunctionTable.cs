namespace PolicyOs.Expressions.Functions;

/// <summary>Functions and methods by name.</summary>
internal sealed class FunctionTable
{
    private readonly Dictionary<(string Name, bool IsMethod), Overload[]> _overloads;
    private readonly Overload[] _all;

    private FunctionTable(IEnumerable<Overload> overloads)
    {
        _all = [.. overloads];
        _overloads = _all.GroupBy(o => (o.Name, o.IsMethod)).ToDictionary(group => group.Key, group => group.ToArray());
    }

    /// <summary>The standard functions and those of the extensions.</summary>
    public static FunctionTable Standard { get; } = new(
    [
        .. StandardFunctions.All,
        .. ConversionFunctions.All,
        .. TimeFunctions.All,
        .. StringFunctions.All,
        .. MathFunctions.All,
        .. ListFunctions.All,
        .. SetFunctions.All,
        .. OptionalFunctions.All,
        .. EncoderFunctions.All,
        .. NetworkFunctions.All,
    ]);

    /// <summary>This table with more declarations.</summary>
    public FunctionTable With(IEnumerable<Overload> more) => new(_all.Concat(more));

    /// <summary>The overloads of a name in one call style; none when there is no such function.</summary>
    public Overload[] Find(string name, bool isMethod) => _overloads.GetValueOrDefault((name, isMethod)) ?? [];

    /// <summary>Whether some function lies in this namespace.</summary>
    public bool HasNamespace(string name) => _overloads.Keys.Any(key => !key.IsMethod && key.Name.StartsWith(name + ".", StringComparison.Ordinal));

    /// <summary>All names of one call style, for near misses.</summary>
    public IEnumerable<string> Names(bool isMethod) => _overloads.Keys.Where(key => key.IsMethod == isMethod).Select(key => key.Name);
}
