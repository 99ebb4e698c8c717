namespace PolicyOs.Expressions.Values;

/// <summary>Collects entries in order, refusing keys that are equal.</summary>
internal sealed class MapBuilder(int capacity)
{
    private readonly Dictionary<MapKey, int> _positions = new(capacity);
    private readonly List<KeyValuePair<CelValue, CelValue>> _entries = new(capacity);

    /// <summary>False when an equal key is there already, or the key is of a kind that no map has.</summary>
    public bool TryAdd(in CelValue key, in CelValue value)
    {
        if (!IsKey(key) || !MapKey.TryFrom(key, out MapKey form) || !_positions.TryAdd(form, _entries.Count))
        {
            return false;
        }

        _entries.Add(new(key, value));
        return true;
    }

    /// <summary>Doubles find keys but are none (language definition, "Aggregate Values").</summary>
    public static bool IsKey(in CelValue key) => key.Kind is CelKind.Bool or CelKind.Int or CelKind.Uint or CelKind.String;

    public CelMap ToMap() => new HashMap(_positions, [.. _entries]);
}
