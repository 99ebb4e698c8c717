using System.Collections;
using System.Collections.Immutable;
using PolicyOs.Contracts.Source;

namespace PolicyOs.Contracts.Syntax;

/// <summary>A mapping whose keys are the author's names, in the order they are written.</summary>
internal sealed class SyntaxMap<T>(SourceSpan at, ImmutableArray<SyntaxMapEntry<T>> entries) : IReadOnlyList<SyntaxMapEntry<T>>
{
    internal static SyntaxMap<T> Absent { get; } = new(default, []);

    internal bool IsPresent => !ReferenceEquals(this, Absent);

    internal SourceSpan At { get; } = at;

    public int Count => entries.Length;

    public SyntaxMapEntry<T> this[int index] => entries[index];

    public IEnumerator<SyntaxMapEntry<T>> GetEnumerator() => ((IEnumerable<SyntaxMapEntry<T>>)entries).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
