namespace PolicyOs.Expressions.Values;

/// <summary>A map that remembers the order in which its entries came.</summary>
internal sealed class HashMap(Dictionary<MapKey, int> positions, KeyValuePair<CelValue, CelValue>[] entries) : CelMap
{
    public override int Count => entries.Length;

    public override CelValue KeyAt(int position) => entries[position].Key;

    public override bool TryGetField(string name, out CelValue value) => TryGet(new MapKey(MapKey.Family.Text, 0, name), out value);

    public override bool TryGetValue(in CelValue key, out CelValue value)
    {
        if (MapKey.TryFrom(key, out MapKey form))
        {
            return TryGet(form, out value);
        }

        value = default;
        return false;
    }

    private bool TryGet(MapKey key, out CelValue value)
    {
        bool found = positions.TryGetValue(key, out int position);
        value = found ? entries[position].Value : default;
        return found;
    }
}
