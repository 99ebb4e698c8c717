namespace PolicyOs.Architecture.Tests;

/// <summary>One place in compiled code that names a member of another type.</summary>
/// <param name="Room">Namespace of the code.</param>
/// <param name="User">Method of the code, with its type.</param>
/// <param name="Type">Full name of the type that is used.</param>
/// <param name="Member">Name of the member that is used.</param>
public sealed record MemberUse(string Room, string User, string Type, string Member)
{
    /// <inheritdoc/>
    public override string ToString() => $"{User} uses {Type}.{Member}";
}
