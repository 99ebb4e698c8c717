namespace PolicyOs.Engine.State;

/// <summary>
/// An immutable array of fixed length: setting an element copies one chunk and the list of chunks, and chunks that hold nothing but
/// defaults are not there at all. A short array is one chunk.
/// </summary>
internal sealed class ChunkedArray<T>
{
    private const int FlatLength = 16;

    // Chunks about as long as the list of chunks: the two are what a change copies.
    private const int SmallShift = 3;
    private const int LargeShift = 5;
    private const int SmallLength = 64;

    // Either the one chunk, or the chunks.
    private readonly T[]? _flat;
    private readonly T[]?[]? _chunks;

    public ChunkedArray(int length)
        : this(length, null, length <= FlatLength ? null : new T[]?[((length - 1) >> ShiftOf(length)) + 1])
    {
    }

    private ChunkedArray(int length, T[]? flat, T[]?[]? chunks) => (Length, _flat, _chunks) = (length, flat, chunks);

    public int Length { get; }

    public T this[int index]
    {
        get
        {
            int shift = ShiftOf(Length);
            T[]? chunk = _chunks is null ? _flat : _chunks[index >> shift];
            return chunk is null ? default! : chunk[_chunks is null ? index : index & ((1 << shift) - 1)];
        }
    }

    public ChunkedArray<T> With(int index, T value)
    {
        if (_chunks is null)
        {
            var flat = new T[Length];
            _flat?.CopyTo(flat, 0);
            flat[index] = value;
            return new ChunkedArray<T>(Length, flat, null);
        }

        int shift = ShiftOf(Length);
        int number = index >> shift;
        var chunk = new T[Math.Min(1 << shift, Length - (number << shift))];
        _chunks[number]?.CopyTo(chunk, 0);
        chunk[index & ((1 << shift) - 1)] = value;

        T[]?[] chunks = [.. _chunks];
        chunks[number] = chunk;
        return new ChunkedArray<T>(Length, null, chunks);
    }

    private static int ShiftOf(int length) => length <= SmallLength ? SmallShift : LargeShift;
}
