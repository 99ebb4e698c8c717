using PolicyOs.Expressions.Types;

namespace PolicyOs.Expressions.Checking;

/// <summary>The variables that macros bind around a place, the innermost last.</summary>
internal sealed class Scope
{
    private readonly List<(string Name, CelType Type)> _locals = [];

    public IEnumerable<string> Names => _locals.Select(local => local.Name);

    public bool Has(string name) => Find(name) is not null;

    public CelType? Find(string name)
    {
        int index = _locals.FindLastIndex(local => string.Equals(local.Name, name, StringComparison.Ordinal));
        return index < 0 ? null : _locals[index].Type;
    }

    public void Push(string name, CelType type) => _locals.Add((name, type));

    public void Pop(int count = 1) => _locals.RemoveRange(_locals.Count - count, count);
}
