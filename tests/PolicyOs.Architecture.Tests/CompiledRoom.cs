using System.Reflection;
using System.Reflection.Emit;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace PolicyOs.Architecture.Tests;

/// <summary>
/// What a compiled assembly really uses, read from its metadata and its instructions: unlike a search in the source, nothing hides behind an
/// alias, a <c>var</c> or an implicit using.
/// </summary>
public sealed class CompiledRoom : IDisposable
{
    private static readonly Dictionary<int, OpCode> s_codes = typeof(OpCodes).GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(field => (OpCode)field.GetValue(null)!)
        .ToDictionary(code => (int)(ushort)code.Value);

    private readonly PEReader _file;
    private readonly MetadataReader _metadata;

    /// <summary>Reads an assembly that lies beside the test.</summary>
    public CompiledRoom(string assembly)
    {
        _file = new PEReader(File.OpenRead(Path.Combine(AppContext.BaseDirectory, assembly + ".dll")));
        _metadata = _file.GetMetadataReader();
    }

    /// <summary>Simple names of the assemblies that it refers to.</summary>
    public IEnumerable<string> References =>
        _metadata.AssemblyReferences.Select(handle => _metadata.GetString(_metadata.GetAssemblyReference(handle).Name));

    /// <summary>Every use of a member of another assembly in the code of every method.</summary>
    public IEnumerable<MemberUse> Uses()
    {
        foreach (TypeDefinitionHandle typeHandle in _metadata.TypeDefinitions)
        {
            TypeDefinition type = _metadata.GetTypeDefinition(typeHandle);
            string room = NamespaceOf(type);
            foreach (MethodDefinitionHandle methodHandle in type.GetMethods())
            {
                MethodDefinition method = _metadata.GetMethodDefinition(methodHandle);
                if (method.RelativeVirtualAddress == 0)
                {
                    continue;
                }

                string user = $"{_metadata.GetString(type.Name)}.{_metadata.GetString(method.Name)}";
                foreach (EntityHandle token in Tokens(_file.GetMethodBody(method.RelativeVirtualAddress).GetILReader()))
                {
                    if (Resolve(token) is { } used)
                    {
                        yield return new MemberUse(room, user, used.Type, used.Member);
                    }
                }
            }
        }
    }

    /// <summary>Full names of the types of other assemblies that are named anywhere: in code, signatures, fields, attributes.</summary>
    public IEnumerable<string> TypeReferences => _metadata.TypeReferences.Select(Name);

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    private static List<EntityHandle> Tokens(BlobReader code)
    {
        var found = new List<EntityHandle>();
        while (code.RemainingBytes > 0)
        {
            int value = code.ReadByte();
            OpCode operation = s_codes[value == 0xFE ? 0xFE00 | code.ReadByte() : value];
            switch (operation.OperandType)
            {
                case OperandType.InlineField or OperandType.InlineMethod or OperandType.InlineType or OperandType.InlineTok:
                    found.Add(MetadataTokens.EntityHandle(code.ReadInt32()));
                    break;
                case OperandType.InlineSwitch:
                    int targets = code.ReadInt32();
                    code.Offset += targets * 4;
                    break;
                default:
                    code.Offset += Size(operation.OperandType);
                    break;
            }
        }

        return found;
    }

    private static int Size(OperandType operand) => operand switch
    {
        OperandType.InlineNone => 0,
        OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
        OperandType.InlineVar => 2,
        OperandType.InlineI8 or OperandType.InlineR => 8,
        _ => 4,
    };

    private (string Type, string Member)? Resolve(EntityHandle token) => token.Kind switch
    {
        HandleKind.MemberReference => Resolve(_metadata.GetMemberReference((MemberReferenceHandle)token)),
        HandleKind.MethodSpecification => Resolve(_metadata.GetMethodSpecification((MethodSpecificationHandle)token).Method),
        HandleKind.TypeReference => (Name((TypeReferenceHandle)token), "(type)"),
        _ => null,
    };

    private (string Type, string Member)? Resolve(MemberReference member) => TypeOf(member.Parent) is { } type
        ? (type, _metadata.GetString(member.Name))
        : null;

    private string? TypeOf(EntityHandle parent)
    {
        if (parent.Kind == HandleKind.TypeReference)
        {
            return Name((TypeReferenceHandle)parent);
        }

        if (parent.Kind != HandleKind.TypeSpecification)
        {
            return null;
        }

        // A generic type: GENERICINST, CLASS or VALUETYPE, then the type itself.
        BlobReader signature = _metadata.GetBlobReader(_metadata.GetTypeSpecification((TypeSpecificationHandle)parent).Signature);
        return signature.ReadSignatureTypeCode() == SignatureTypeCode.GenericTypeInstance
            && signature.ReadByte() is 0x11 or 0x12
            && signature.ReadTypeHandle() is { Kind: HandleKind.TypeReference } generic
            ? Name((TypeReferenceHandle)generic)
            : null;
    }

    private string Name(TypeReferenceHandle handle)
    {
        TypeReference type = _metadata.GetTypeReference(handle);
        string name = _metadata.GetString(type.Name);
        return type.ResolutionScope.Kind == HandleKind.TypeReference
            ? $"{Name((TypeReferenceHandle)type.ResolutionScope)}+{name}"
            : $"{_metadata.GetString(type.Namespace)}.{name}";
    }

    private string NamespaceOf(TypeDefinition type)
    {
        TypeDefinition outermost = type;
        while (!outermost.GetDeclaringType().IsNil)
        {
            outermost = _metadata.GetTypeDefinition(outermost.GetDeclaringType());
        }

        return _metadata.GetString(outermost.Namespace);
    }
}
