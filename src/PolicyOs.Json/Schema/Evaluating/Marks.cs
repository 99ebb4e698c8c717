namespace PolicyOs.Json.Schema.Evaluating;

/// <summary>Which members or items of one instance some keyword has evaluated, by position; what <c>unevaluated*</c> asks.</summary>
internal sealed class Marks
{
    private ulong[] _bits = new ulong[4];
    private int _words;

    public void Reset(int count)
    {
        _words = (count + 63) / 64;
        if (_bits.Length < _words)
        {
            _bits = new ulong[_words];
        }

        Array.Clear(_bits, 0, _words);
    }

    public bool this[int index] => (_bits[index >> 6] & (1UL << index)) != 0;

    public void Set(int index) => _bits[index >> 6] |= 1UL << index;

    public void SetAll() => Array.Fill(_bits, ulong.MaxValue, 0, _words);

    public void Add(Marks other)
    {
        for (int i = 0; i < _words; i++)
        {
            _bits[i] |= other._bits[i];
        }
    }
}
