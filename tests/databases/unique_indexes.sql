-- Foreign keys that rest on unique indexes, as Prisma makes them.
CREATE TABLE public."User" (
    id serial NOT NULL,
    email text NOT NULL,
    "tenantId" integer NOT NULL,
    CONSTRAINT "User_pkey" PRIMARY KEY (id)
);
CREATE TABLE public."Post" (
    id serial NOT NULL,
    "authorEmail" text NOT NULL,
    "tenantId" integer,
    "parentSlug" text,
    slug text NOT NULL,
    CONSTRAINT "Post_pkey" PRIMARY KEY (id)
);
CREATE UNIQUE INDEX "User_email_key" ON public."User" (email);
CREATE UNIQUE INDEX "User_tenantId_email_key" ON public."User" ("tenantId" DESC, email) INCLUDE (id);
CREATE UNIQUE INDEX "Post_slug_key" ON public."Post" (slug);
CREATE UNIQUE INDEX "User_email_again" ON public."User" (email) WHERE id > 0;
ALTER TABLE public."Post" ADD CONSTRAINT "Post_authorEmail_fkey" FOREIGN KEY ("authorEmail")
    REFERENCES public."User" (email) ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE public."Post" ADD CONSTRAINT "Post_tenantId_fkey" FOREIGN KEY ("authorEmail", "tenantId")
    REFERENCES public."User" (email, "tenantId") ON UPDATE CASCADE;
ALTER TABLE public."Post" ADD CONSTRAINT "Post_parentSlug_fkey" FOREIGN KEY ("parentSlug")
    REFERENCES public."Post" (slug) ON DELETE SET NULL ON UPDATE CASCADE;
