using System.Runtime.CompilerServices;
using PolicyOs.Expressions.Values;

namespace PolicyOs.Expressions.Evaluation;

/// <summary>Room on the stack for the arguments of a call; no standard function takes more.</summary>
[InlineArray(Capacity)]
internal struct ArgumentBuffer
{
    public const int Capacity = 4;

    private CelValue _first;
}
