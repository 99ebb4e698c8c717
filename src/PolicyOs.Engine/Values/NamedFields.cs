using System.Collections.Immutable;
using PolicyOs.Expressions.Values;

namespace PolicyOs.Engine.Values;

/// <summary>A map with a few known names, whose values are made when they are read.</summary>
internal sealed class NamedFields(ImmutableArray<string> names, Func<int, CelValue> valueAt) : CelMap
{
    public override int Count => names.Length;

    public override CelValue KeyAt(int position) => CelValue.From(names[position]);

    public override bool TryGetField(string name, out CelValue value)
    {
        int position = names.IndexOf(name, 0, names.Length, StringComparer.Ordinal);
        value = position < 0 ? default : valueAt(position);
        return position >= 0;
    }

    public override bool TryGetValue(in CelValue key, out CelValue value)
    {
        value = default;
        return key.TryGetString(out string name) && TryGetField(name, out value);
    }
}
