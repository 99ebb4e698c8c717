namespace PolicyOs.Engine.State;

/// <summary>
/// An immutable array of fixed length in chunks: setting an element copies one chunk and the list of chunks, and chunks that hold nothing
/// but defaults are not there at all.
/// </summary>
internal sealed class ChunkedArray<T>
{
    private const int Shift = 5;
    private const int ChunkSize = 1 << Shift;

    private readonly T[]?[] _chunks;
    private readonly int _length;

    public ChunkedArray(int length)
        : this(length, length == 0 ? [] : new T[]?[((length - 1) >> Shift) + 1])
    {
    }

    private ChunkedArray(int length, T[]?[] chunks) => (_length, _chunks) = (length, chunks);

    public int Length => _length;

    public T this[int index] => _chunks[index >> Shift] is { } chunk ? chunk[index & (ChunkSize - 1)] : default!;

    public ChunkedArray<T> With(int index, T value)
    {
        int number = index >> Shift;
        var chunk = new T[Math.Min(ChunkSize, _length - (number << Shift))];
        _chunks[number]?.CopyTo(chunk, 0);
        chunk[index & (ChunkSize - 1)] = value;

        T[]?[] chunks = [.. _chunks];
        chunks[number] = chunk;
        return new ChunkedArray<T>(_length, chunks);
    }
}
