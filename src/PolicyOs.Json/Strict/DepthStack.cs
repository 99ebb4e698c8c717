using System.Runtime.CompilerServices;

namespace PolicyOs.Json.Strict;

/// <summary>The containers that are open: for each whether it is an object, and where its names begin.</summary>
internal struct DepthStack
{
    private ulong _objects;
    private Starts _starts;

    /// <summary>How many containers are open; at most <see cref="StrictOptions.DepthCeiling"/>.</summary>
    public int Depth { get; private set; }

    /// <summary>Whether the innermost is an object.</summary>
    public readonly bool IsObject => (_objects & 1) != 0;

    public void Push(bool isObject, int firstName)
    {
        _starts[Depth++] = firstName;
        _objects = (_objects << 1) | (isObject ? 1UL : 0UL);
    }

    /// <summary>Closes the innermost.</summary>
    /// <returns>Whether it was an object.</returns>
    public bool Pop(out int firstName)
    {
        bool wasObject = IsObject;
        _objects >>= 1;
        firstName = _starts[--Depth];
        return wasObject;
    }

    [InlineArray(StrictOptions.DepthCeiling)]
    private struct Starts
    {
        private int _first;
    }
}
