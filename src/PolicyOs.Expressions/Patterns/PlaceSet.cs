namespace PolicyOs.Expressions.Patterns;

/// <summary>A set of places in a program, in the order they were added, emptied in constant time.</summary>
internal sealed class PlaceSet(int capacity)
{
    private readonly int[] _places = new int[capacity];
    private readonly int[] _positions = new int[capacity];

    public int Count { get; private set; }

    public int this[int index] => _places[index];

    /// <summary>False when the place is there already.</summary>
    public bool Add(int place)
    {
        int position = _positions[place];
        if (position < Count && _places[position] == place)
        {
            return false;
        }

        _positions[place] = Count;
        _places[Count++] = place;
        return true;
    }

    public void Clear() => Count = 0;
}
