using System.Globalization;
using PolicyOs.Expressions.Types;

namespace PolicyOs.Expressions.Checking;

/// <summary>What is known of type variables so far. Attempts that fail are taken back to the mark they started from.</summary>
internal sealed class Substitution
{
    private readonly Dictionary<string, CelType> _known = new(StringComparer.Ordinal);
    private readonly Stack<(string Name, CelType? Before)> _trail = new();
    private int _fresh;

    public CelType.Variable Fresh() => new(string.Create(CultureInfo.InvariantCulture, $"%{_fresh++}"));

    public CelType? Find(CelType.Variable variable) => _known.GetValueOrDefault(variable.Name);

    public void Set(CelType.Variable variable, CelType type)
    {
        _trail.Push((variable.Name, _known.GetValueOrDefault(variable.Name)));
        _known[variable.Name] = type;
    }

    public int Mark() => _trail.Count;

    public void Rollback(int mark)
    {
        while (_trail.Count > mark)
        {
            (string name, CelType? before) = _trail.Pop();
            if (before is null)
            {
                _known.Remove(name);
            }
            else
            {
                _known[name] = before;
            }
        }
    }

    /// <summary>The type itself where it is a known variable; parts stay as they are.</summary>
    public CelType Shallow(CelType type)
    {
        while (type is CelType.Variable variable && Find(variable) is { } known)
        {
            type = known;
        }

        return type;
    }

    /// <summary>The type with every known variable replaced, and the unknown ones by dyn when <paramref name="close"/>.</summary>
    public CelType Apply(CelType type, bool close) => Shallow(type) switch
    {
        CelType.Variable variable => close ? CelType.Dyn : variable,
        CelType.List list => list with { Element = Apply(list.Element, close) },
        CelType.Map map => map with { Key = Apply(map.Key, close), Value = Apply(map.Value, close) },
        CelType.TypeOf of => of with { Of = Apply(of.Of, close) },
        CelType.Nullable nullable => nullable with { Of = Apply(nullable.Of, close) },
        CelType.Opaque { Parameters.Length: > 0 } opaque => opaque with { Parameters = [.. opaque.Parameters.Select(p => Apply(p, close))] },
        CelType other => other,
    };

    /// <summary>A declaration's type with its own variables replaced by fresh ones, the same one for the same name.</summary>
    public CelType Instantiate(CelType type, Dictionary<string, CelType> fresh)
    {
        switch (type)
        {
            case CelType.Variable variable:
                if (!fresh.TryGetValue(variable.Name, out CelType? known))
                {
                    known = Fresh();
                    fresh.Add(variable.Name, known);
                }

                return known;
            case CelType.List list:
                return list with { Element = Instantiate(list.Element, fresh) };
            case CelType.Map map:
                return map with { Key = Instantiate(map.Key, fresh), Value = Instantiate(map.Value, fresh) };
            case CelType.TypeOf of:
                return of with { Of = Instantiate(of.Of, fresh) };
            case CelType.Opaque { Parameters.Length: > 0 } opaque:
                return opaque with { Parameters = [.. opaque.Parameters.Select(p => Instantiate(p, fresh))] };
            default:
                return type;
        }
    }
}
