using System.Numerics;

namespace PolicyOs.Engine.State;

/// <summary>
/// An immutable hash map (a hash array mapped trie, Bagwell 2001, 16 branches a node): reading and changing cost a few small nodes however
/// many entries there are.
/// </summary>
internal sealed class PersistentMap<TKey, TValue>
    where TKey : IEquatable<TKey>
{
    private const int Bits = 4;
    private const int HashBits = 32;

    private readonly Node? _root;

    private PersistentMap(Node? root, int count) => (_root, Count) = (root, count);

    public static PersistentMap<TKey, TValue> Empty { get; } = new(null, 0);

    public int Count { get; }

    public IEnumerable<KeyValuePair<TKey, TValue>> Entries => Walk(_root);

    public bool TryGet(TKey key, out TValue value)
    {
        int hash = key.GetHashCode();
        Node? node = _root;
        for (int shift = 0; node is Branch branch; shift += Bits)
        {
            node = branch.Child(hash, shift);
        }

        for (Leaf? leaf = node as Leaf; leaf is not null; leaf = leaf.Next)
        {
            if (leaf.Hash == hash && leaf.Key.Equals(key))
            {
                value = leaf.Value;
                return true;
            }
        }

        value = default!;
        return false;
    }

    public PersistentMap<TKey, TValue> With(TKey key, TValue value)
    {
        int hash = key.GetHashCode();
        bool isNew = !TryGet(key, out _);
        return new PersistentMap<TKey, TValue>(Set(_root, hash, 0, key, value), isNew ? Count + 1 : Count);
    }

    public PersistentMap<TKey, TValue> Without(TKey key) =>
        TryGet(key, out _) ? new PersistentMap<TKey, TValue>(Remove(_root!, key.GetHashCode(), 0, key), Count - 1) : this;

    private static Node Set(Node? node, int hash, int shift, TKey key, TValue value) => node switch
    {
        null => new Leaf(hash, key, value, null),
        Leaf leaf when leaf.Hash == hash => new Leaf(hash, key, value, leaf.Without(key)),
        Leaf leaf => Set(Branch.Of(leaf, shift), hash, shift, key, value),
        Branch branch => branch.With(hash, shift, Set(branch.Child(hash, shift), hash, shift + Bits, key, value)),
        _ => throw new InvalidOperationException(),
    };

    private static Node? Remove(Node node, int hash, int shift, TKey key) => node switch
    {
        Leaf leaf => leaf.Without(key),
        Branch branch => branch.WithOrWithout(hash, shift, Remove(branch.Child(hash, shift)!, hash, shift + Bits, key)),
        _ => throw new InvalidOperationException(),
    };

    private static IEnumerable<KeyValuePair<TKey, TValue>> Walk(Node? node)
    {
        if (node is Branch branch)
        {
            return branch.Children.SelectMany(Walk);
        }

        var entries = new List<KeyValuePair<TKey, TValue>>();
        for (Leaf? leaf = node as Leaf; leaf is not null; leaf = leaf.Next)
        {
            entries.Add(new KeyValuePair<TKey, TValue>(leaf.Key, leaf.Value));
        }

        return entries;
    }

    private abstract class Node;

    /// <summary>One entry; entries whose whole hash is the same are chained.</summary>
    private sealed class Leaf(int hash, TKey key, TValue value, Leaf? next) : Node
    {
        public int Hash => hash;

        public TKey Key => key;

        public TValue Value => value;

        public Leaf? Next => next;

        public Leaf? Without(TKey other) =>
            key.Equals(other) ? next : new Leaf(hash, key, value, next?.Without(other));
    }

    private sealed class Branch(uint present, Node[] children) : Node
    {
        public Node[] Children => children;

        public static Branch Of(Leaf leaf, int shift) => new(Bit(leaf.Hash, shift), [leaf]);

        public Node? Child(int hash, int shift)
        {
            uint bit = Bit(hash, shift);
            return (present & bit) == 0 ? null : children[Index(bit)];
        }

        public Branch With(int hash, int shift, Node child)
        {
            uint bit = Bit(hash, shift);
            int index = Index(bit);
            if ((present & bit) == 0)
            {
                return new Branch(present | bit, [.. children.AsSpan(0, index), child, .. children.AsSpan(index)]);
            }

            Node[] copy = [.. children];
            copy[index] = child;
            return new Branch(present, copy);
        }

        public Branch? WithOrWithout(int hash, int shift, Node? child)
        {
            if (child is not null)
            {
                return With(hash, shift, child);
            }

            uint bit = Bit(hash, shift);
            int index = Index(bit);
            return children.Length == 1
                ? null
                : new Branch(present & ~bit, [.. children.AsSpan(0, index), .. children.AsSpan(index + 1)]);
        }

        private static uint Bit(int hash, int shift) =>
            1u << (int)(((uint)hash >> Math.Min(shift, HashBits - Bits)) & ((1 << Bits) - 1));

        private int Index(uint bit) => BitOperations.PopCount(present & (bit - 1));
    }
}
