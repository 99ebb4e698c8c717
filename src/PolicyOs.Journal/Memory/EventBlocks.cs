namespace PolicyOs.Journal.Memory;

/// <summary>
/// Events as stored, one behind the other in blocks of memory: an event costs its bytes and no object that the collector of garbage would
/// have to look at again and again.
/// </summary>
internal sealed class EventBlocks
{
    private const int BlockBytes = 256 * 1024;

    private readonly List<byte[]> _blocks = [];
    private int _used = BlockBytes;

    /// <summary>Where an event stands.</summary>
    public readonly record struct Place(int Block, int Start, int Length);

    /// <summary>Keeps an event.</summary>
    public Place Add(ReadOnlySpan<byte> body)
    {
        if (_blocks.Count == 0 || _blocks[^1].Length - _used < body.Length)
        {
            _blocks.Add(GC.AllocateUninitializedArray<byte>(Math.Max(BlockBytes, body.Length)));
            _used = 0;
        }

        var place = new Place(_blocks.Count - 1, _used, body.Length);
        body.CopyTo(_blocks[^1].AsSpan(_used));
        _used += body.Length;
        return place;
    }

    /// <summary>The event that stands there; what was written is never written again.</summary>
    public ReadOnlyMemory<byte> At(Place place) => _blocks[place.Block].AsMemory(place.Start, place.Length);
}
