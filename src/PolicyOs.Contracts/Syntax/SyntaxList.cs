using System.Collections;
using System.Collections.Immutable;
using PolicyOs.Contracts.Source;

namespace PolicyOs.Contracts.Syntax;

/// <summary>A list as written; absent and empty are told apart.</summary>
internal sealed class SyntaxList<T>(SourceSpan at, ImmutableArray<T> items) : IReadOnlyList<T>
{
    internal static SyntaxList<T> Absent { get; } = new(default, []);

    internal bool IsPresent => !ReferenceEquals(this, Absent);

    internal SourceSpan At { get; } = at;

    public int Count => items.Length;

    public T this[int index] => items[index];

    public IEnumerator<T> GetEnumerator() => ((IEnumerable<T>)items).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
