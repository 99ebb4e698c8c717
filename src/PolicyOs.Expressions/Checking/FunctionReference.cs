using PolicyOs.Expressions.Functions;
using PolicyOs.Expressions.Syntax;

namespace PolicyOs.Expressions.Checking;

/// <summary>What a call's name stands for; without overloads there is no such function.</summary>
/// <param name="Name">The name found, namespace included.</param>
/// <param name="Overloads">Its overloads of the call's style.</param>
/// <param name="IsMethod">Whether the target of the call is its first argument; a namespace is none.</param>
/// <param name="Arguments">The arguments, a method's target first.</param>
internal sealed record FunctionReference(string Name, Overload[] Overloads, bool IsMethod, Expr[] Arguments);
