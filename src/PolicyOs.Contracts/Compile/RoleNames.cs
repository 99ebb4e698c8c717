using PolicyOs.Contracts.Syntax;

namespace PolicyOs.Contracts.Compile;

/// <summary>A role that is named must be declared, in a bundle that declares any: others leave roles to their identity provider.</summary>
internal static class RoleNames
{
    internal static void Check(Located<string>? role, Compilation compilation)
    {
        if (compilation.Roles.Count > 0)
        {
            compilation.Roles.Find(role);
        }
    }
}
