using System.Buffers;
using System.Text.Json;
using PolicyOs.Json.Text;

namespace PolicyOs.Json.Canonical;

/// <summary>The members of the objects that are open, innermost last, and their unescaped names, in pooled memory.</summary>
internal struct MemberBuffer
{
    private const int FewMembers = 24;

    private Member[]? _members;
    private byte[]? _names;
    private int _namesUsed;
    private int _mostMembers;

    /// <summary>How many members are held.</summary>
    public int Count { get; private set; }

    /// <summary>Adds a member of the innermost object.</summary>
    /// <param name="name">Its name as it is written, well formed.</param>
    /// <param name="escaped">Whether the name holds escapes.</param>
    /// <param name="value">Its value.</param>
    public void Add(ReadOnlySpan<byte> name, bool escaped, JsonElement value)
    {
        Span<byte> target = Room(ref _names, _namesUsed, name.Length + sizeof(ulong)); // a key is read in one word
        int length = name.Length;
        if (escaped)
        {
            length = JsonText.Unescape(name, target);
        }
        else
        {
            name.CopyTo(target);
        }

        Room(ref _members, Count, 1)[0] = new(MemberOrder.KeyOf(target, length), value, _namesUsed, length, escaped);
        _namesUsed += length;
        Count++;
        _mostMembers = Math.Max(_mostMembers, Count);
    }

    /// <summary>Sorts the members from <paramref name="first"/> on.</summary>
    /// <returns>Where a name is that is there twice, or -1.</returns>
    public readonly int Sort(int first)
    {
        Span<Member> members = _members.AsSpan(first, Count - first);
        if (members.Length < 2)
        {
            return -1;
        }

        var order = new MemberOrder(_names!);
        if (members.Length > FewMembers)
        {
            members.Sort(order);
        }
        else
        {
            SortFew(members, order);
        }

        for (int i = 1; i < members.Length; i++)
        {
            if (members[i - 1].Key == members[i].Key && Name(first + i).SequenceEqual(Name(first + i - 1)))
            {
                return first + i;
            }
        }

        return -1;
    }

    /// <summary>The unescaped name of a member.</summary>
    public readonly ReadOnlySpan<byte> Name(int index) => _names.AsSpan(_members![index].Start, _members[index].Length);

    /// <summary>A member.</summary>
    public readonly ref readonly Member this[int index] => ref _members![index];

    /// <summary>Forgets the members from <paramref name="first"/> on.</summary>
    public void Release(int first)
    {
        for (int i = first; i < Count; i++)
        {
            _namesUsed -= _members![i].Length;
        }

        Count = first;
    }

    /// <summary>Gives the memory back, without the values that would keep their documents alive.</summary>
    public readonly void Dispose()
    {
        if (_members is not null)
        {
            _members.AsSpan(0, _mostMembers).Clear();
            ArrayPool<Member>.Shared.Return(_members);
            ArrayPool<byte>.Shared.Return(_names!);
        }
    }

    /// <summary>Insertion: most objects are small, often in order already, and the framework's sort allocates for every call.</summary>
    private static void SortFew(Span<Member> members, MemberOrder order)
    {
        for (int i = 1; i < members.Length; i++)
        {
            Member member = members[i];
            int at = i;
            for (; at > 0 && order.Compare(member, members[at - 1]) < 0; at--)
            {
                members[at] = members[at - 1];
            }

            members[at] = member;
        }
    }

    private static Span<T> Room<T>(ref T[]? pooled, int used, int more)
    {
        if (pooled is null || pooled.Length - used < more)
        {
            T[] larger = ArrayPool<T>.Shared.Rent(Math.Max(64, Math.Max(used + more, used * 2)));
            if (pooled is not null)
            {
                pooled.AsSpan(0, used).CopyTo(larger);
                pooled.AsSpan(0, used).Clear();
                ArrayPool<T>.Shared.Return(pooled);
            }

            pooled = larger;
        }

        return pooled.AsSpan(used);
    }
}
